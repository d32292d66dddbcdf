import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FoundKey, KeyAlias } from './key.ts';

/** A key that signs markers. The first of a list signs; the others still prove older keys. */
export type MarkerKey = { readonly id: string; readonly secret: string };

export type MarkerKeys = readonly [MarkerKey, ...MarkerKey[]];

/** What KMS stores as the description of a key, in bytes of UTF-8. */
export const DESCRIPTION_BYTES_MAX = 1_024;

/**
 * The longest marker with its line break: prefix, two digests and the key's id. What is left of the
 * description's bytes is the caller's.
 */
export const MARKER_BYTES_MAX = 144;

/**
 * A key's description in KMS: the caller's own text, and on the last line our marker, which proves
 * that we made the key (HMAC) and says for which specification (fingerprint). CreateKey stores it in
 * the same step as the alias, so there is no moment at which a key of ours has no proof.
 *
 * The alias is part of what is signed: a marker that was copied to another key proves nothing.
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

/** What a key's description says of who made the key. */
type Proof =
  | { readonly kind: 'ours'; readonly fingerprint: string }
  /** It has the form of our marker, but we do not have the key that is said to have signed it. */
  | { readonly kind: 'unproven' }
  | { readonly kind: 'foreign' };

/**
 * Reads the proof in a key's description. Only its end counts, and the end of a key that we made is
 * ours: whatever a caller writes, it cannot be taken for a marker.
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

/** A key is ours, whatever its specification. */
export function isOwnKey(
  { description, alias }: Pick<FoundKey, 'description' | 'alias'>,
  keys: MarkerKeys,
): boolean {
  return readProof(description, alias as KeyAlias, keys).kind === 'ours';
}

/** The description has what may be left of a marker of any version, wherever, and whatever it proves. */
export function hasMarkerTrace(description: string): boolean {
  return TRACE.test(description);
}

/** The number is the version of what is signed and how. */
const PREFIX = 'tenant-keys:1';

/** What a marker begins with, or the two digests at its end. */
const TRACE = /tenant-keys:[0-9]|[\w-]{43}:[a-z0-9]{1,16}:[\w-]{43}/;

/** At the very end, however KMS or a console treats line breaks and spaces around it. */
const MARKER = /(?:^|\s)tenant-keys:1:([\w-]{43}):([a-z0-9]{1,16}):([\w-]{43})\s*$/;

/** The whole of it, and its three groups: none of them may be missing. */
type MarkerParts = readonly [marker: string, fingerprint: string, keyId: string, mac: string];

function macOf(alias: KeyAlias, fingerprint: string, key: MarkerKey): string {
  return createHmac('sha256', key.secret)
    .update(JSON.stringify([PREFIX, alias, fingerprint]))
    .digest('base64url');
}

/** Takes the same time wherever they differ. Texts are compared: several decode to the same bytes. */
export function isSameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
