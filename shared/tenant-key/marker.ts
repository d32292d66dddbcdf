import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FoundKey, KeyAlias } from './key.ts';
import type { Tenant } from './tenant-id.ts';

/**
 * The description of a key in KMS: the caller's own text, then our marker on the last line. The marker
 * proves by an HMAC that we created the key, and says by a fingerprint for which specification.
 * `CreateKey` stores description and alias atomically, so a key of ours always has its proof.
 *
 * The HMAC covers alias, region, account and environment: a marker that is copied to a key with another
 * alias, or to the same alias elsewhere, proves nothing. None of these is in the text, so that the
 * description of a key tells its readers nothing of where the secrets are used.
 *
 * The id of the tenant as it was sent is in the text and in the HMAC, if the one in the alias was made from it.
 */
export function markDescription(
  description: string,
  alias: KeyAlias,
  fingerprint: string,
  { markerKeys: [key], markerScope }: MarkerSettings,
  externalTenantId?: string,
): string {
  const mac = macOf([alias, fingerprint, externalTenantId], key, markerScope);
  const external = externalTenantId === undefined ? '' : `:${externalTenantId}`;
  const marker = `${PREFIX}:${fingerprint}:${key.id}:${mac}${external}`;
  return description === '' ? marker : `${description}\n${marker}`;
}

/** How markers are signed and verified. */
export type MarkerSettings = {
  readonly markerKeys: MarkerKeys;
  readonly markerScope: MarkerScope;
};

/** Where the markers of a deployment hold. */
export type MarkerScope = {
  readonly region: string;
  /** The `name` of the declaration: environments may share an account, its region and their secrets. */
  readonly environment: string;
  /** The account that owns the keys, from `ACCOUNT_UIN` alone: whoever makes a call may be a sub-account. */
  readonly accountUin: string;
  /** Numbers that were taken for that of the account before. Markers for them are verified, never made. */
  readonly formerAccountUins: readonly string[];
};

/** A signing key of markers. The first of a list signs; the others verify the markers of older keys. */
export type MarkerKey = { readonly id: string; readonly secret: string };

export type MarkerKeys = readonly [MarkerKey, ...MarkerKey[]];

/** The number is the version of the marker's format. */
const PREFIX = 'tenant-keys:2';

/** What a marker says of its key. */
type Marked = readonly [alias: KeyAlias, fingerprint: string, externalTenantId: string | undefined];

function macOf(
  [alias, fingerprint, externalTenantId]: Marked,
  { secret }: MarkerKey,
  { region, environment, accountUin }: Omit<MarkerScope, 'formerAccountUins'>,
): string {
  const external = externalTenantId === undefined ? [] : [externalTenantId];
  const signed = [PREFIX, region, accountUin, environment, alias, fingerprint, ...external];
  return createHmac('sha256', secret).update(JSON.stringify(signed)).digest('base64url');
}

/**
 * The keys that sign what we write to topics: made from those of markers, for one region, account and environment.
 * So no signature passes for one of another purpose, and a record that is copied from another environment, which
 * may share the secrets, is not signed.
 */
export function signingKeysFor({ markerKeys, markerScope }: MarkerSettings): MarkerKeys {
  const { region, environment, accountUin, formerAccountUins } = markerScope;
  const keysFor = (uin: string) =>
    markerKeys.map(({ id, secret }) => {
      const signed = JSON.stringify(['tenant-keys:topics:1', region, uin, environment]);
      return { id, secret: createHmac('sha256', secret).update(signed).digest('base64url') };
    });
  return [accountUin, ...formerAccountUins].flatMap(keysFor) as unknown as MarkerKeys;
}

/** What KMS stores as the description of a key, in bytes of UTF-8. */
export const DESCRIPTION_BYTES_MAX = 1_024;

/**
 * The longest marker with its line break: prefix, two digests and the id of the signing key. The rest
 * of the description is for the caller's text, and for the tenant's id as it was sent if another was made from it.
 */
export const MARKER_BYTES_MAX = 144;

/** How many bytes the tenant's id takes of the description, beside the marker. */
export function externalIdBytes({ externalTenantId }: Tenant): number {
  return externalTenantId === undefined ? 0 : externalTenantId.length + 1; // It is ASCII.
}

/**
 * Verifies the marker in the description of a key. Only the last line counts, which we append ourselves,
 * so no text of a caller can pass for a marker.
 */
export function readProof(
  description: string,
  alias: KeyAlias,
  { markerKeys, markerScope }: MarkerSettings,
): Proof {
  const match = MARKER.exec(description);
  if (match === null) return { kind: 'foreign' };
  const [, fingerprint, keyId, mac, externalTenantId] = match as unknown as MarkerParts;
  const key = markerKeys.find(({ id }) => id === keyId);
  if (key === undefined) return { kind: 'unproven' };
  const uins = [markerScope.accountUin, ...markerScope.formerAccountUins];
  const isOurs = uins.some((accountUin) =>
    isSameText(
      mac,
      macOf([alias, fingerprint, externalTenantId], key, { ...markerScope, accountUin }),
    ),
  );
  return isOurs ? { kind: 'ours', fingerprint, externalTenantId } : { kind: 'foreign' };
}

/** What the description of a key proves about its origin. */
type Proof =
  | {
      readonly kind: 'ours';
      readonly fingerprint: string;
      /** The id of the tenant as it was sent, if the one in the alias was made from it. */
      readonly externalTenantId: string | undefined;
    }
  /** It has a marker of ours by its form, but the signing key that it names is not configured. */
  | { readonly kind: 'unproven' }
  | { readonly kind: 'foreign' };

/** At the very end. KMS or a console may change the white space around it. */
const MARKER =
  /(?:^|\s)tenant-keys:2:([\w-]{43}):([a-z0-9]{1,16}):([\w-]{43})(?::([!-~]{1,128}))?\s*$/;

/** The match and its groups, of which only the last can be missing. */
type MarkerParts = readonly [
  marker: string,
  fingerprint: string,
  keyId: string,
  mac: string,
  externalTenantId: string | undefined,
];

/** The caller's own text in the description of a key: what precedes our marker. */
export function callersText(description: string): string {
  return description.replace(MARKER, '');
}

/** Whether we created the key, for any specification. */
export function isOwnKey(
  { description, alias }: Pick<FoundKey, 'description' | 'alias'>,
  settings: MarkerSettings,
): boolean {
  return readProof(description, alias as KeyAlias, settings).kind === 'ours';
}

/** The tenant's id in the marker of a description, which must be proven. */
export function markedTenantId(description: string): string | undefined {
  return MARKER.exec(description)?.[4];
}

/**
 * The HMAC in the marker of a description, proven or not; undefined where there is no whole marker. Two keys
 * with one HMAC have one marker.
 */
export function markerMac(description: string): string | undefined {
  return MARKER.exec(description)?.[3];
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
