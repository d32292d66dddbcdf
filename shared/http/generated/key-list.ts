// Generated from events/key-list.schema.json by `npm run generate`. Do not edit.

/**
 * A part of a list of keys, oldest first. A part may be short or empty although others follow.
 */
export interface KeyList {
  readonly keys: readonly Key[];
  /**
   * For the query of the next part, with the same filters. Absent at the end of the list. It says nothing to its reader.
   */
  readonly nextCursor?: string | undefined;
  /**
   * The number of keys that the tenant may have. Absent where no limit is set.
   */
  readonly limit?: number | undefined;
  /**
   * How many more keys the tenant may ask for before the limit. Keys that are scheduled for deletion do not count. Absent where no limit is set, and where the answer has not all keys of the tenant.
   */
  readonly left?: number | undefined;
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
   * The id of the tenant, as the key's alias and its tag tenant-keys:tenant have it. One that begins with x-- was made from the id that was sent, which is externalTenantId.
   */
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string | undefined;
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
