import type { FleetKey } from '../kms/key-reader.ts';
import type { MarkerKeys } from '../tenant-key/marker.ts';
import type { FleetReader } from './fleet-reader.ts';
import { isOfConcern, type SeenKey, seenKey } from './seen-key.ts';

export type Fleet = {
  /** How many keys the account has in the region. */
  readonly count: number;
  /** Those that have anything of ours. */
  readonly keys: readonly SeenKey[];
};

/** Reads all keys with their tenants' tags. Throws `ApiError`. */
export async function readFleet(
  reader: FleetReader,
  markerKeys: MarkerKeys,
  deadlineMs: number,
): Promise<Fleet> {
  const keyIds = new Set<string>();
  const keys: SeenKey[] = [];
  let count = 0;
  for await (const page of reader.keyPages(deadlineMs)) {
    const fresh = newOf(page, keyIds);
    count += fresh.length;
    const resourceIds = fresh.map(({ resourceId }) => resourceId).filter((id) => id !== '');
    const tags = await reader.tenantTags(resourceIds, deadlineMs);
    for (const key of fresh) {
      const seen = seenKey(key, tags.get(key.resourceId), markerKeys);
      if (isOfConcern(seen)) keys.push(seen);
    }
  }
  return { count, keys };
}

/**
 * The keys of a page that are not among `keyIds`, which they then are: the list changes while it is
 * read, so that a key may come twice. One without an id is new each time, lest it hide another.
 */
function newOf(page: readonly FleetKey[], keyIds: Set<string>): readonly FleetKey[] {
  return page.filter(({ keyId }) => {
    const isNew = keyId === '' || !keyIds.has(keyId);
    keyIds.add(keyId);
    return isNew;
  });
}
