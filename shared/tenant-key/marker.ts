import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FoundKey, KeyAlias } from './key.ts';

/**
 * The description of a key in KMS: the caller's own text, then our marker on the last line. The marker
 * proves by an HMAC that we created the key, and says by a fingerprint for which specification.
 * `CreateKey` stores description and alias atomically, so a key of ours always has its proof.
 *
 * The HMAC covers the alias: a marker that is copied to another key proves nothing.
 */
export function markDescription(
  description: string,
  alias: KeyAlias,
  fingerprint: string,
  [key]: MarkerKeys,
): string {
  const marker = `${PREFIX}:${fingerprint}:${key.id}:${macOf(alias, fingerprint, key)}`;
  return description === '' ? marker : `${description}\n${marker}`;
}

/** A signing key of markers. The first of a list signs; the others verify the markers of older keys. */
export type MarkerKey = { readonly id: string; readonly secret: string };

export type MarkerKeys = readonly [MarkerKey, ...MarkerKey[]];

/** The number is the version of the marker's format. */
const PREFIX = 'tenant-keys:1';

function macOf(alias: KeyAlias, fingerprint: string, key: MarkerKey): string {
  return createHmac('sha256', key.secret)
    .update(JSON.stringify([PREFIX, alias, fingerprint]))
    .digest('base64url');
}

/** What KMS stores as the description of a key, in bytes of UTF-8. */
export const DESCRIPTION_BYTES_MAX = 1_024;

/**
 * The longest marker with its line break: prefix, two digests and the id of the signing key. The rest
 * of the description is for the caller's text.
 */
export const MARKER_BYTES_MAX = 144;

/**
 * Verifies the marker in the description of a key. Only the last line counts, which we append ourselves,
 * so no text of a caller can pass for a marker.
 */
export function readProof(description: string, alias: KeyAlias, keys: MarkerKeys): Proof {
  const match = MARKER.exec(description);
  if (match === null) return { kind: 'foreign' };
  const [, fingerprint, keyId, mac] = match as unknown as MarkerParts;
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) return { kind: 'unproven' };
  const isOurs = timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(alias, fingerprint, key)));
  return isOurs ? { kind: 'ours', fingerprint } : { kind: 'foreign' };
}

/** What the description of a key proves about its origin. */
type Proof =
  | { readonly kind: 'ours'; readonly fingerprint: string }
  /** It has a marker of ours by its form, but the signing key that it names is not configured. */
  | { readonly kind: 'unproven' }
  | { readonly kind: 'foreign' };

/** At the very end. KMS or a console may change the white space around it. */
const MARKER = /(?:^|\s)tenant-keys:1:([\w-]{43}):([a-z0-9]{1,16}):([\w-]{43})\s*$/;

/** The match and its three groups, none of which can be missing. */
type MarkerParts = readonly [marker: string, fingerprint: string, keyId: string, mac: string];

/** Whether we created the key, for any specification. */
export function isOwnKey(
  { description, alias }: Pick<FoundKey, 'description' | 'alias'>,
  keys: MarkerKeys,
): boolean {
  return readProof(description, alias as KeyAlias, keys).kind === 'ours';
}

/** Whether the description contains anything that looks like a marker of any version, or part of one. */
export function hasMarkerTrace(description: string): boolean {
  return TRACE.test(description);
}

/** The beginning of a marker, or the two digests at its end. */
const TRACE = /tenant-keys:[0-9]|[\w-]{43}:[a-z0-9]{1,16}:[\w-]{43}/;

/**
 * Compares two signatures in constant time. It compares their texts, because different texts of
 * base64url can decode to the same bytes.
 */
export function isSameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
