import { type FleetKey, fleetKeys } from '../kms/key-reader.ts';
import { tagOfKeys } from '../tag/resource-tags.ts';
import type { TagApi } from '../tag/tags.ts';
import { TENANT_TAG_KEY } from '../tenant-key/key.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { type RetryPolicy, withRetries } from '../tenant-key/retry.ts';
import { callTencent, type TencentApi } from '../tencent/call.ts';

/**
 * Reads the keys of the account and whose they are said to be; changes nothing. To read n keys with
 * their tags takes ⌈n/200⌉ calls of KMS and ⌈n/50⌉ of the Tag service, which takes one more wherever
 * 50 keys have more than 1,000 tags together. Throws `ApiError`.
 */
export type FleetReader = {
  /** All keys in the region, oldest first. */
  readonly keyPages: (deadlineMs: number) => AsyncIterable<readonly FleetKey[]>;
  /** The values of the tenant's tag, by `ResourceId`, of those that have it. */
  readonly tenantTags: (
    resourceIds: readonly string[],
    deadlineMs: number,
  ) => Promise<ReadonlyMap<string, string>>;
};

type Links = {
  readonly kms: TencentApi;
  readonly tag: TagApi;
  readonly clock: Clock;
  readonly random: () => number;
};

/** A call whose failure may pass is made again: one of thousands must not cost the whole reading. */
export function fleetReader(links: Links, policy: RetryPolicy): FleetReader {
  const { kms, tag } = links;
  const call: typeof callTencent = (api, action, params, deadlineMs) =>
    withRetries(() => callTencent(api, action, params, deadlineMs), links, policy, deadlineMs);
  return {
    keyPages: (deadlineMs) => fleetKeys(kms, deadlineMs, call),
    tenantTags: (resourceIds, deadlineMs) =>
      tagOfKeys(tag, TENANT_TAG_KEY, resourceIds, deadlineMs, call),
  };
}
