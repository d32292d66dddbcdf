import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { canonicalize } from 'json-canonicalize';
import type { KeyRequest as Fields } from './generated/key-request.ts';
import { type KeyName, type KeyOrigin, type Tag, TENANT_TAG_KEY, type TenantId } from './key.ts';

/** A valid request with its defaults filled in. */
export type KeyRequest = {
  readonly requestId: string;
  readonly tenantId: TenantId;
  readonly keyName: KeyName;
  readonly keyUsage: NonNullable<Fields['keyUsage']>;
  readonly origin: KeyOrigin;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly hsmClusterId?: string;
};

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
 * The fingerprint of the specification, which is everything but the requestId: requests with the same
 * fingerprint mean the same key.
 *
 * A field that has its default is left out, so that a release which adds a field still recognises the
 * keys of earlier releases. Every key's description holds the fingerprint permanently: fields may be
 * added to it, but the existing ones must not change.
 */
export function specFingerprint(request: KeyRequest): string {
  const known = FINGERPRINTS.get(request);
  if (known !== undefined) return known;
  const { requestId: _, ...spec } = request;
  const isExplicit = ([name, value]: [string, unknown]) =>
    !isDeepStrictEqual(value, FIRST_DEFAULTS.get(name));
  const fingerprint = fingerprintOf(Object.fromEntries(Object.entries(spec).filter(isExplicit)));
  FINGERPRINTS.set(request, fingerprint);
  return fingerprint;
}

/** A request is immutable, and its key, event and marker all need the fingerprint. */
const FINGERPRINTS = new WeakMap<KeyRequest, string>();

/** The defaults of the first release; they stay even if a default changes later. */
const FIRST_DEFAULTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['keyUsage', 'ENCRYPT_DECRYPT'],
  ['origin', 'TENCENT_KMS'],
  ['description', ''],
  ['tags', {}],
]);

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
