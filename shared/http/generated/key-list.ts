// Generated from events/key-list.schema.json by `npm run generate`. Do not edit.

/**
 * All keys of a tenant.
 */
export interface KeyList {
  readonly keys: readonly Key[];
}
/**
 * A tenant's key, as KMS reports it now.
 */
export interface Key {
  /**
   * The key's id in KMS.
   */
  readonly keyId: string;
  /**
   * The key's alias in KMS: tenantId, an underscore, keyName.
   */
  readonly alias: string;
  /**
   * The tenant that gets the key. The first part of the key's alias.
   */
  readonly tenantId: string;
  /**
   * Distinguishes this key from the tenant's others. The second part of the key's alias.
   */
  readonly keyName: string;
  /**
   * Enabled, Disabled, PendingDelete, PendingImport or Archived; KMS may add values.
   */
  readonly keyState: string;
  /**
   * What the key can do, such as ENCRYPT_DECRYPT; KMS may add values.
   */
  readonly keyUsage: string;
  /**
   * Where the key material comes from: TENCENT_KMS or EXTERNAL.
   */
  readonly origin?: string | undefined;
  /**
   * When KMS created the key, by the clock of KMS.
   */
  readonly createdAt: string;
}
