import type { FleetKey } from '../kms/key-pages.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { validateKeyRequest } from '../tenant-key/generated/validate-key-request.js';
import type { KeyAlias } from '../tenant-key/key.ts';
import { hasMarkerTrace, type MarkerKeys, readProof } from '../tenant-key/marker.ts';

/** What a check keeps of a key of the account, which may have very many. */
export type SeenKey = Pick<
  FleetKey,
  'keyId' | 'alias' | 'resourceId' | 'createTimeS' | 'keyState' | 'origin'
> & {
  /** The tenant in the alias; undefined when the alias does not have the form of ours. */
  readonly tenantId: string | undefined;
  /** What the description proves. An `unproven` marker is signed with a key that is not configured. */
  readonly marker: 'ours' | 'unproven' | 'damaged' | 'none';
  /** The value of the tenant tag. */
  readonly tenantTag: string | undefined;
};

/** A key that its marker proves ours. */
export type OwnKey = SeenKey & { readonly tenantId: string };

/** Throws the `ApiError` `UnreadableAnswer` when KMS lists a key of ours without its id. */
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

/** Whether the key is ours: its marker proves its alias, and a valid request could have that alias. */
export function isOwn(key: SeenKey): key is OwnKey {
  return key.marker === 'ours' && key.tenantId !== undefined;
}

/** Whether anything about the key looks like ours. The check ignores all other keys. */
export function resemblesOurs({ marker, tenantId, tenantTag }: SeenKey): boolean {
  return marker !== 'none' || tenantId !== undefined || tenantTag !== undefined;
}

/** The tenant of an alias that a valid request could have; undefined for any other alias. */
export function tenantOfAlias(alias: string): string | undefined {
  const [tenantId, keyName, ...others] = alias.split('_');
  const request = { requestId: 'none', tenantId, keyName };
  return others.length === 0 && validateKeyRequest(request) ? tenantId : undefined;
}

/** Whether the text is a valid id of a tenant. */
export function isTenantId(text: string): boolean {
  return tenantOfAlias(`${text}_main`) === text;
}
