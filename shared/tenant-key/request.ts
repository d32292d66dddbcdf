import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { canonicalize } from 'json-canonicalize';
import {
  type KeyRequest as Fields,
  KEY_REQUEST_DEFAULTS,
  KEY_REQUEST_SPECIFICATION,
} from './generated/key-request.ts';
import { type KeyAlias, type Tag, TENANT_TAG_KEY } from './key.ts';

/** A valid request with its defaults filled in. */
export type KeyRequest = Fields & Required<Pick<Fields, DefaultField>>;

type DefaultField = keyof typeof KEY_REQUEST_DEFAULTS;

/** Fills in the defaults of a valid request. */
export function withDefaults(fields: Fields): KeyRequest {
  return { ...KEY_REQUEST_DEFAULTS, ...fields };
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
export type Identity = {
  readonly requestId: string;
  readonly tenantId: string;
  readonly keyName?: string;
  readonly fingerprint: string;
};

/** The identity of a valid request. */
export function identityOf(request: KeyRequest): Identity {
  const { requestId, tenantId, keyName } = request;
  return { requestId, tenantId, keyName, fingerprint: specFingerprint(request) };
}

/**
 * The fingerprint of the specification: requests with the same fingerprint mean the same key. The schema
 * marks the fields that are part of it.
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
    const value = request[name];
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
export function tagsOf({ tenantId, tags }: KeyRequest): readonly Tag[] {
  const own = { key: TENANT_TAG_KEY, value: tenantId };
  return [own, ...Object.entries(tags).map(([key, value]) => ({ key, value }))];
}

/**
 * The fingerprint of a value: SHA-256 of its canonical JSON as 43 characters of base64url. The order of
 * names in objects does not matter.
 *
 * @see RFC 8785 (JSON Canonicalization Scheme)
 */
export function fingerprintOf(value: unknown): string {
  return createHash('sha256').update(canonicalize(value)).digest('base64url');
}
