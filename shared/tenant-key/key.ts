import type { VendorAnswer } from './vendor-answer.ts';

/**
 * The alias of a tenant's key.
 *
 * KMS refuses a second key with the same alias, so the alias guarantees that a request has one key,
 * however often it is delivered. `_` occurs in neither part, so no two pairs share an alias. The
 * longest alias has 36 + 1 + 22 = 59 of the 60 characters that KMS allows.
 *
 * @see https://cloud.tencent.com/document/product/573/34430 (parameter Alias)
 */
export function aliasOf(tenantId: TenantId, keyName: KeyName): KeyAlias {
  return `${tenantId}_${keyName}` as KeyAlias;
}

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** The id of a tenant as it is in aliases and tags: {@link tenantOf} gives it for what was sent. */
export type TenantId = Branded<'TenantId'>;

/** The name of a key within its tenant, after the request's schema. */
export type KeyName = Branded<'KeyName'>;

/** The alias of a tenant's key, which KMS keeps unique within an account and region. */
export type KeyAlias = Branded<'KeyAlias'>;

/** What `CreateKey` says of the new key. */
export type CreatedKey = ReadyKey & {
  /** KMS confirms that every tag of the spec is on the key (`TagCode` 0). */
  readonly tagged: boolean;
  /** What it says of the tags, where it does not confirm them. */
  readonly vendor?: VendorAnswer;
};

/** A key that its tenant can use. */
export type ReadyKey = {
  readonly keyId: string;
  /** When KMS created the key, in seconds since 1970. */
  readonly createTimeS: number;
  readonly keyState: string;
};

/** What KMS says of an existing key, ours or not. */
export type FoundKey = {
  readonly keyId: string;
  readonly alias: string;
  readonly createTimeS: number;
  readonly description: string;
  readonly keyState: string;
  readonly keyUsage: string;
  /** Undefined where KMS leaves it out. */
  readonly origin: string | undefined;
  /** The key's id in the Tag service. */
  readonly resourceId: string;
};

/** By what a key is looked for. */
export type SoughtKey = {
  readonly alias: KeyAlias;
  /** Those that it should have: that of its tenant, and any others. */
  readonly tags: readonly Tag[];
};

/** A key that was looked for. */
export type LocatedKey = FoundKey & {
  /** Every tag that was looked for is known to be on the key; otherwise its tags must be read. */
  readonly tagged: boolean;
};

/** A part of a list of keys. */
export type FoundKeys = {
  readonly keys: readonly FoundKey[];
  /** No more keys than this follow; `Infinity` where KMS does not say. */
  readonly unseen: number;
};

export type Tag = { readonly key: string; readonly value: string };

/**
 * The tag that names the tenant of a key. CAM authorises access to keys by it, so a caller must not set
 * it: the request's schema refuses the whole prefix.
 *
 * @see https://cloud.tencent.com/document/product/598/57129 (KMS keys are authorised by tag)
 */
export const TENANT_TAG_KEY = 'tenant-keys:tenant';

/** The tag with the id of a tenant as it was sent. It gives no access: people read it. */
export const EXTERNAL_TAG_KEY = 'tenant-keys:external-tenant';

/** The most tags that one call of the Tag service takes. @see https://cloud.tencent.com/document/product/651/33003 */
export const TAGS_PER_CALL_MAX = 10;

/**
 * The most tags that are sent with `CreateKey`; more are added to the existing key. `CreateKey`
 * documents no limit: ten is that of the Tag service's calls.
 */
export const CREATE_KEY_TAGS_MAX = 10;
