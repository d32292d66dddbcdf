export type Tag = { readonly key: string; readonly value: string };

/**
 * The tags that CreateKey takes. It documents no limit: ten is that of the Tag service's calls. Tags
 * beyond are added when the key is there.
 */
export const CREATE_KEY_TAGS_MAX = 10;

export type KeyOrigin = 'TENCENT_KMS' | 'EXTERNAL';

export type KeySpec = {
  readonly alias: KeyAlias;
  /** Ends with our marker; at most 1,024 bytes of UTF-8. */
  readonly description: string;
  readonly keyUsage: string;
  readonly origin: KeyOrigin;
  readonly tags: readonly Tag[];
  readonly hsmClusterId?: string;
};

export type CreatedKey = {
  readonly keyId: string;
  /** When KMS made the key, in seconds since 1970. */
  readonly createTimeS: number;
  readonly keyState: string;
  /** KMS says that each tag of the spec is on the key (`TagCode` 0). */
  readonly tagged: boolean;
};

export type FoundKey = {
  readonly keyId: string;
  readonly alias: string;
  readonly createTimeS: number;
  readonly description: string;
  readonly keyState: string;
  readonly keyUsage: string;
  /** The vendor does not always say it. */
  readonly origin: string | undefined;
  readonly resourceId: string;
};

/** A key that is ready for its tenant. */
export type ReadyKey = {
  readonly keyId: string;
  readonly createTimeS: number;
  readonly keyState: string;
};

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** A tenant's id that has passed the request's schema. */
export type TenantId = Branded<'TenantId'>;

/** The name of a key within its tenant, after the request's schema. */
export type KeyName = Branded<'KeyName'>;

/** The alias of a tenant's key: what KMS keeps unique within an account and region. */
export type KeyAlias = Branded<'KeyAlias'>;

/**
 * The tag that says whose key it is. Access by tag hangs on it, so a caller may not set it: the
 * request's schema refuses the whole prefix.
 *
 * @see https://cloud.tencent.com/document/product/598/57129 (KMS keys are authorised by tag)
 */
export const TENANT_TAG_KEY = 'tenant-keys:tenant';

/**
 * The alias of a tenant's key.
 *
 * KMS refuses a second key with the same alias, so the alias is our lock: however often a request
 * is delivered, it has one key. No two pairs share an alias, as `_` occurs in neither part, and the
 * longest is 36 + 1 + 22 = 59 of the 60 characters that KMS allows.
 *
 * @see https://cloud.tencent.com/document/product/573/34430 (parameter Alias)
 */
export function aliasOf(tenantId: TenantId, keyName: KeyName): KeyAlias {
  return `${tenantId}_${keyName}` as KeyAlias;
}
