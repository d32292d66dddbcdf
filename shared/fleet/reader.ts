import { type FleetKey, fleetKeys } from '../kms/key-pages.ts';
import type { CloudPorts, FleetReader } from '../ports.ts';
import { tagOfKeys } from '../tag/resource-tags.ts';
import type { TagApi } from '../tag/tags.ts';
import { TENANT_TAG_KEY } from '../tenant-key/key.ts';
import type { MarkerSettings } from '../tenant-key/marker.ts';
import { type RetryPolicy, withRetries } from '../tenant-key/retry.ts';
import { callTencent, type TencentApi } from '../tencent/call.ts';
import { resemblesOurs, type SeenKey, seenKey } from './seen-key.ts';

/** A call that fails is repeated by itself, so that one of thousands does not restart the whole read. */
export function fleetReader(
  kms: TencentApi,
  tag: TagApi,
  ports: Pick<CloudPorts, 'clock' | 'random'>,
  policy: RetryPolicy,
): FleetReader {
  const call: typeof callTencent = (api, action, params, deadlineMs) =>
    withRetries(() => callTencent(api, action, params, deadlineMs), ports, policy, deadlineMs);
  return {
    keyPages: (deadlineMs) => fleetKeys(kms, deadlineMs, call),
    tenantTags: (resourceIds, deadlineMs) =>
      tagOfKeys(tag, TENANT_TAG_KEY, resourceIds, deadlineMs, call),
  };
}

type Fleet = {
  /** How many keys the account has in the region. */
  readonly count: number;
  /** The keys that are ours or resemble ours. */
  readonly keys: readonly SeenKey[];
};

/** Reads all keys with their tenant tags. Throws `ApiError`. */
export async function readFleet(
  reader: FleetReader,
  settings: MarkerSettings,
  deadlineMs: number,
): Promise<Fleet> {
  const keyIds = new Set<string>();
  const keys: SeenKey[] = [];
  let count = 0;
  for await (const page of reader.keyPages(deadlineMs)) {
    const fresh = takeNew(page, keyIds);
    count += fresh.length;
    const resourceIds = fresh.map(({ resourceId }) => resourceId).filter((id) => id !== '');
    const tags = await reader.tenantTags(resourceIds, deadlineMs);
    for (const key of fresh) {
      const seen = seenKey(key, tags.get(key.resourceId), settings);
      // A replica belongs to the region of its original, which is checked there.
      if (!key.isReplica && resemblesOurs(seen)) keys.push(seen);
    }
  }
  return { count, keys };
}

/**
 * The keys of a page that are not in `keyIds`, to which it adds them. The list changes while it is read,
 * so a key may come twice. A key without an id counts as new each time, so that it hides no other.
 */
function takeNew(page: readonly FleetKey[], keyIds: Set<string>): readonly FleetKey[] {
  return page.filter(({ keyId }) => {
    const isNew = keyId === '' || !keyIds.has(keyId);
    keyIds.add(keyId);
    return isNew;
  });
}
