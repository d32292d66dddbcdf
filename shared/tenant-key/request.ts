import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { canonicalize } from 'json-canonicalize';
import {
  type KeyRequest as Fields,
  KEY_REQUEST_DEFAULTS,
  KEY_REQUEST_SPECIFICATION,
} from './generated/key-request.ts';
import { EXTERNAL_TAG_KEY, type KeyAlias, type Tag, TENANT_TAG_KEY, type TenantId } from './key.ts';
import { sentId, type Tenant, tenantIn, tenantOf } from './tenant-id.ts';

/** A valid request with its defaults filled in, and the tenant that its id means. */
export type KeyRequest = Omit<Fields, 'tenantId'> &
  Required<Pick<Fields, DefaultField>> &
  Tenant & { readonly tenantId: TenantId };

type DefaultField = keyof typeof KEY_REQUEST_DEFAULTS;

/** Fills in the defaults of a valid request, and names its tenant. */
export function withDefaults(fields: Fields): KeyRequest {
  const tenant = tenantOf(fields.tenantId) as Tenant & { readonly tenantId: TenantId };
  return { ...KEY_REQUEST_DEFAULTS, ...fields, ...tenant };
}

/** What `CreateKey` is called with: the specification, in which the alias is tenant and name. */
export type KeySpec = Pick<
  KeyRequest,
  Exclude<SpecificationField, 'tenantId' | 'keyName' | 'tags'>
> & {
  readonly alias: KeyAlias;
  /** Ends with our marker; at most 1,024 bytes of UTF-8. */
  readonly description: string;
  readonly tags: readonly Tag[];
};

type SpecificationField = (typeof KEY_REQUEST_SPECIFICATION)[number];

/**
 * What identifies a request: enough to report its outcome, even when it is invalid. The fingerprint
 * represents its content.
 */
export type Identity = Tenant & {
  readonly requestId: string;
  readonly keyName?: string;
  readonly fingerprint: string;
};

/** The identity of a valid request. */
export function identityOf(request: KeyRequest): Identity {
  const { requestId, keyName } = request;
  return { requestId, ...tenantIn(request), keyName, fingerprint: specFingerprint(request) };
}

/**
 * The fingerprint of the specification: requests with the same fingerprint mean the same key. The schema
 * marks the fields that are part of it. The tenant counts as it was sent, so that the fingerprints of two tenants
 * would differ even if one id was made for both.
 *
 * A field that has its first default is left out, so that a release which adds a field still recognises
 * the keys of earlier releases. Every key's description holds the fingerprint permanently: fields may be
 * added to it, but the existing ones must not change.
 */
export function specFingerprint(request: KeyRequest): string {
  const known = FINGERPRINTS.get(request);
  if (known !== undefined) return known;
  const spec: Record<string, unknown> = {};
  for (const name of KEY_REQUEST_SPECIFICATION) {
    const value = name === 'tenantId' ? sentId(request) : request[name];
    if (!isDeepStrictEqual(value, FIRST_DEFAULTS[name])) spec[name] = value;
  }
  const fingerprint = fingerprintOf(spec);
  FINGERPRINTS.set(request, fingerprint);
  return fingerprint;
}

/** A request is immutable, and its key, event and marker all need the fingerprint. */
const FINGERPRINTS = new WeakMap<KeyRequest, string>();

/**
 * The default that each field had in the first release with that field. It stays even if the schema's
 * default changes later. A field of the specification with a default does not compile without one.
 */
const FIRST_DEFAULTS: FirstDefaults = {
  keyUsage: 'ENCRYPT_DECRYPT',
  origin: 'TENCENT_KMS',
  description: '',
  tags: {},
};

type FirstDefaults = Pick<KeyRequest, SpecificationField & DefaultField> &
  Partial<Pick<KeyRequest, SpecificationField>>;

/** All tags of the request's key; the tenant tag is the first. */
export function tagsOf(request: KeyRequest): readonly Tag[] {
  const own = tenantTags(request);
  return [...own, ...Object.entries(request.tags).map(([key, value]) => ({ key, value }))];
}

/**
 * The tenant tag; and one with the id that was sent, where another was made from it and a tag can have such a value.
 * The marker has it in any case.
 */
function tenantTags({ tenantId, externalTenantId = '' }: KeyRequest): readonly Tag[] {
  const own = { key: TENANT_TAG_KEY, value: tenantId };
  return TAG_VALUE.test(externalTenantId)
    ? [own, { key: EXTERNAL_TAG_KEY, value: externalTenantId }]
    : [own];
}

/** What the request's schema allows in the value of a tag, of printable ASCII without spaces. */
const TAG_VALUE = /^[A-Za-z0-9+=._:/@()[\],;><-]+$/;

/**
 * The fingerprint of a value: SHA-256 of its canonical JSON as 43 characters of base64url. The order of
 * names in objects does not matter.
 *
 * @see RFC 8785 (JSON Canonicalization Scheme)
 */
export function fingerprintOf(value: unknown): string {
  return createHash('sha256').update(canonicalize(value)).digest('base64url');
}
