import { ApiError } from '../tenant-key/api-error.ts';
import { TENANT_TAG_KEY } from '../tenant-key/key.ts';
import { isOwnKey, type MarkerKeys } from '../tenant-key/marker.ts';
import type { Repair } from './fleet-command.ts';
import type { FleetPorts } from './fleet-ports.ts';
import { tenantOfAlias } from './tenant-of-alias.ts';

/**
 * Puts the tag of its tenant on a key, and sees to it that it is there. May be repeated. Whether the
 * key is still ours, and its tenant's, is asked right before.
 *
 * Throws an `ApiError`: with `KeyChanged` nothing was touched, with `TagsNotConfirmed` the tag was set
 * but does not show, and with any other the tag may have been set or not.
 */
export async function repairKey(
  { keyId, resourceId, tenantId }: Repair,
  { keys, tags }: Pick<FleetPorts, 'keys' | 'tags'>,
  markerKeys: MarkerKeys,
  deadlineMs: number,
): Promise<void> {
  const key = await keys.describeKey(keyId, deadlineMs);
  const isSame = key.resourceId === resourceId && tenantOfAlias(key.alias) === tenantId;
  if (!isSame || !isOwnKey(key, markerKeys)) {
    throw new ApiError('KeyChanged', { detail: 'the key is not the one that was checked' });
  }
  await tags.addTags(resourceId, [{ key: TENANT_TAG_KEY, value: tenantId }], deadlineMs);
  const present = await tags.readTags(resourceId, deadlineMs);
  if (present.some(({ key, value }) => key === TENANT_TAG_KEY && value === tenantId)) return;
  throw new ApiError('TagsNotConfirmed', { detail: "the tenant's tag does not show" });
}
