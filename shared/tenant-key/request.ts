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
 * Who asked for what: enough to tell somebody what became of a request, even of one that is not
 * valid. The fingerprint stands for its content.
 */
export type Identity = {
  readonly requestId: string;
  readonly tenantId: string;
  readonly keyName?: string;
  readonly fingerprint: string;
};

/** Who asked for what, of a valid request. */
export function identityOf(request: KeyRequest): Identity {
  const { requestId, tenantId, keyName } = request;
  return { requestId, tenantId, keyName, fingerprint: specFingerprint(request) };
}

/**
 * The fingerprint of what is asked for, whoever's request it is in: two requests with the same one
 * mean the same key. A field that has its default is left out, so that a release which adds a field
 * does not make strangers of the keys before it. The fingerprint is in every key's description for
 * ever: what it is made of may grow, but not change.
 */
export function specFingerprint(request: KeyRequest): string {
  const known = FINGERPRINTS.get(request);
  if (known !== undefined) return known;
  const { requestId: _, ...spec } = request;
  const isSaid = ([name, value]: [string, unknown]) =>
    !isDeepStrictEqual(value, FIRST_DEFAULTS.get(name));
  const fingerprint = fingerprintOf(Object.fromEntries(Object.entries(spec).filter(isSaid)));
  FINGERPRINTS.set(request, fingerprint);
  return fingerprint;
}

/** A request does not change, and key, event and marker each ask for its fingerprint. */
const FINGERPRINTS = new WeakMap<KeyRequest, string>();

/** The defaults of the first release; a later change of a default does not change these. */
const FIRST_DEFAULTS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['keyUsage', 'ENCRYPT_DECRYPT'],
  ['origin', 'TENCENT_KMS'],
  ['description', ''],
  ['tags', {}],
]);

/** All tags of the request's key, the tenant's own first. */
export function tagsOf({ tenantId, tags }: KeyRequest): readonly Tag[] {
  const own = { key: TENANT_TAG_KEY, value: tenantId };
  return [own, ...Object.entries(tags).map(([key, value]) => ({ key, value }))];
}

/**
 * A value's fingerprint: 43 characters of base64url, the same for values that are equal as JSON
 * whatever their order of names.
 *
 * @see RFC 8785 (JSON Canonicalization Scheme)
 */
export function fingerprintOf(value: unknown): string {
  return createHash('sha256').update(canonicalize(value)).digest('base64url');
}
