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
  for await (const page of reader.keyPages(deadlineMs)) {
    // As the list changes while it is read, pages may overlap.
    const fresh = page.filter(({ keyId }) => !keyIds.has(keyId));
    for (const { keyId } of fresh) keyIds.add(keyId);
    const resourceIds = fresh.map(({ resourceId }) => resourceId).filter((id) => id !== '');
    const tags = await reader.tenantTags(resourceIds, deadlineMs);
    for (const key of fresh) {
      const seen = seenKey(key, tags.get(key.resourceId), markerKeys);
      if (isOfConcern(seen)) keys.push(seen);
    }
  }
  return { count: keyIds.size, keys };
}
