import type { FleetKey } from '../kms/key-pages.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { validateKeyRequest } from '../tenant-key/generated/validate-key-request.js';
import type { KeyAlias } from '../tenant-key/key.ts';
import { hasMarkerTrace, type MarkerSettings, markerMac, readProof } from '../tenant-key/marker.ts';
import { isTenantId } from '../tenant-key/tenant-id.ts';

/** What a check keeps of a key of the account, which may have very many. */
export type SeenKey = Pick<
  FleetKey,
  'keyId' | 'alias' | 'resourceId' | 'createTimeS' | 'keyState' | 'origin'
> & {
  /** The tenant in the alias; undefined when the alias does not have the form of ours. */
  readonly tenantId: string | undefined;
  /** The tenant's id as it was sent, if the marker proves it. */
  readonly externalTenantId: string | undefined;
  /** What the description proves. An `unproven` marker is signed with a key that is not configured. */
  readonly marker: 'ours' | 'unproven' | 'damaged' | 'none';
  /** The HMAC in its marker, where there is a whole one: two keys with one HMAC have one marker. */
  readonly mac: string | undefined;
  /** The value of the tenant tag. */
  readonly tenantTag: string | undefined;
};

/** A key that its marker proves ours. */
export type OwnKey = SeenKey & { readonly tenantId: string };

/** Throws the `ApiError` `UnreadableAnswer` when KMS lists a key of ours without its id. */
export function seenKey(
  key: FleetKey,
  tenantTag: string | undefined,
  settings: MarkerSettings,
): SeenKey {
  const { keyId, alias, resourceId, createTimeS, keyState, origin } = key;
  const tenantId = tenantOfAlias(alias);
  const proof = readProof(key.description, alias as KeyAlias, settings);
  const marker = markerOf(key, proof);
  const externalTenantId = proof.kind === 'ours' ? proof.externalTenantId : undefined;
  if (marker === 'ours' && (keyId === '' || resourceId === '')) {
    throw new ApiError('UnreadableAnswer', { detail: 'a key of ours is listed without its id' });
  }
  return {
    ...{ keyId, alias, resourceId, createTimeS, keyState, origin },
    ...{ tenantId, externalTenantId, marker, mac: markerMac(key.description), tenantTag },
  };
}

function markerOf(
  { description }: FleetKey,
  { kind }: ReturnType<typeof readProof>,
): SeenKey['marker'] {
  if (kind !== 'foreign') return kind;
  return hasMarkerTrace(description) ? 'damaged' : 'none';
}

/** Whether the key is ours: its marker proves its alias, and a valid request could have that alias. */
export function isOwn(key: SeenKey): key is OwnKey {
  return key.marker === 'ours' && key.tenantId !== undefined;
}

/** Whether anything about the key looks like ours. The check ignores all other keys. */
export function resemblesOurs({ marker, tenantId, tenantTag }: SeenKey): boolean {
  return marker !== 'none' || tenantId !== undefined || tenantTag !== undefined;
}

/**
 * The other key that has the marker of a key, by the key: of each two whose aliases differ. Only one alias is
 * the one that the marker proves, so one of the two was renamed, and the other made in its place. Two keys with
 * one alias are duplicates instead, as where KMS releases the alias of a key that is scheduled for deletion.
 */
export function markerTwins(keys: readonly SeenKey[]): ReadonlyMap<SeenKey, SeenKey> {
  const twins = new Map<SeenKey, SeenKey>();
  for (const alike of alikeKeys(keys)) {
    for (const key of alike) {
      const twin = alike.find(({ alias }) => alias !== key.alias);
      if (twin !== undefined) twins.set(key, twin);
    }
  }
  return twins;
}

/** The keys with each marker. */
function alikeKeys(keys: readonly SeenKey[]): Iterable<readonly SeenKey[]> {
  const byMac = new Map<string, SeenKey[]>();
  for (const key of keys) {
    if (key.mac === undefined) continue;
    const known = byMac.get(key.mac);
    if (known === undefined) byMac.set(key.mac, [key]);
    else known.push(key);
  }
  return byMac.values();
}

/** The tenant of an alias that a valid request could have; undefined for any other alias. */
export function tenantOfAlias(alias: string): string | undefined {
  const [tenantId = '', keyName, ...others] = alias.split('_');
  const request = { requestId: 'none', tenantId, keyName };
  const isOurs = others.length === 0 && isTenantId(tenantId) && validateKeyRequest(request);
  return isOurs ? tenantId : undefined;
}
