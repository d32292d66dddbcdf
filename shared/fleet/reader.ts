import type { PublishOperation } from '../events/operation-event.ts';
import { type FleetKey, fleetKeys } from '../kms/key-pages.ts';
import { tagOfKeys } from '../tag/resource-tags.ts';
import type { TagApi } from '../tag/tags.ts';
import { TENANT_TAG_KEY } from '../tenant-key/key.ts';
import type { MarkerKeys } from '../tenant-key/marker.ts';
import type { Clock, Ports } from '../tenant-key/ports.ts';
import { type RetryPolicy, withRetries } from '../tenant-key/retry.ts';
import { callTencent, type TencentApi } from '../tencent/call.ts';
import { resemblesOurs, type SeenKey, seenKey } from './seen-key.ts';

/** What the function reconcile needs from the cloud and the clock. */
export type FleetPorts = Pick<Ports, 'keys' | 'tags' | 'clock' | 'random'> & {
  readonly fleet: FleetReader;
  readonly publishOperation: PublishOperation;
};

/**
 * Reads the keys of the account and their tenant tags; changes nothing. For n keys that takes ⌈n/200⌉
 * calls of KMS and ⌈n/50⌉ of the Tag service, plus one more for 50 keys that have more than 1,000 tags
 * together. Throws `ApiError`.
 */
export type FleetReader = {
  /** All keys in the region, oldest first. */
  readonly keyPages: (deadlineMs: number) => AsyncIterable<readonly FleetKey[]>;
  /** The values of the tenant tag by `ResourceId`; keys without the tag are missing. */
  readonly tenantTags: (
    resourceIds: readonly string[],
    deadlineMs: number,
  ) => Promise<ReadonlyMap<string, string>>;
};

type FleetClients = {
  readonly kms: TencentApi;
  readonly tag: TagApi;
  readonly clock: Clock;
  readonly random: () => number;
};

/** A call that fails is repeated by itself, so that one of thousands does not restart the whole read. */
export function fleetReader(clients: FleetClients, policy: RetryPolicy): FleetReader {
  const { kms, tag } = clients;
  const call: typeof callTencent = (api, action, params, deadlineMs) =>
    withRetries(() => callTencent(api, action, params, deadlineMs), clients, policy, deadlineMs);
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
  markerKeys: MarkerKeys,
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
      const seen = seenKey(key, tags.get(key.resourceId), markerKeys);
      if (resemblesOurs(seen)) keys.push(seen);
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
