import type { FleetKey } from '../kms/key-reader.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import type { KeyAlias } from '../tenant-key/key.ts';
import { hasMarkerTrace, type MarkerKeys, readProof } from '../tenant-key/marker.ts';
import { tenantOfAlias } from './tenant-of-alias.ts';

/** What is kept of a key of the account, as there may be very many. */
export type SeenKey = Pick<
  FleetKey,
  'keyId' | 'alias' | 'resourceId' | 'createTimeS' | 'keyState' | 'origin'
> & {
  /** The tenant in its alias; undefined when the alias has not the form of ours. */
  readonly tenantId: string | undefined;
  /** What its description proves: `unproven` is a marker of a key that is not configured. */
  readonly marker: 'ours' | 'unproven' | 'damaged' | 'none';
  /** The value of the tenant's tag. */
  readonly tenantTag: string | undefined;
};

/** A key that is proven ours. */
export type OwnKey = SeenKey & { readonly tenantId: string };

/** Throws the `ApiError` `UnreadableAnswer` when KMS does not name a key that is ours. */
export function seenKey(
  key: FleetKey,
  tenantTag: string | undefined,
  markerKeys: MarkerKeys,
): SeenKey {
  const { keyId, alias, resourceId, createTimeS, keyState, origin } = key;
  const tenantId = tenantOfAlias(alias);
  const marker = markerOf(key, markerKeys);
  if (marker === 'ours' && (keyId === '' || resourceId === '')) {
    throw new ApiError('UnreadableAnswer', { detail: 'a key of ours is listed without its id' });
  }
  return {
    ...{ keyId, alias, resourceId, createTimeS, keyState, origin },
    ...{ tenantId, marker, tenantTag },
  };
}

function markerOf({ description, alias }: FleetKey, markerKeys: MarkerKeys): SeenKey['marker'] {
  const { kind } = readProof(description, alias as KeyAlias, markerKeys);
  if (kind !== 'foreign') return kind;
  return hasMarkerTrace(description) ? 'damaged' : 'none';
}

export function isOwn(key: SeenKey): key is OwnKey {
  return key.marker === 'ours' && key.tenantId !== undefined;
}

/** A key that has nothing of ours is none of our business. */
export function isOfConcern({ marker, tenantId, tenantTag }: SeenKey): boolean {
  return marker !== 'none' || tenantId !== undefined || tenantTag !== undefined;
}
