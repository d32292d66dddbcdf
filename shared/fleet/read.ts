import type { PublishOperation } from '../events/operation-event.ts';
import { type FleetKey, fleetKeys } from '../kms/key-pages.ts';
import { tagOfKeys } from '../tag/resource-tags.ts';
import type { TagApi } from '../tag/tags.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { validateKeyRequest } from '../tenant-key/generated/validate-key-request.js';
import { type KeyAlias, TENANT_TAG_KEY } from '../tenant-key/key.ts';
import { hasMarkerTrace, type MarkerKeys, readProof } from '../tenant-key/marker.ts';
import type { Clock, Ports } from '../tenant-key/ports.ts';
import { type RetryPolicy, withRetries } from '../tenant-key/retry.ts';
import { callTencent, type TencentApi } from '../tencent/call.ts';

/** What the function reconcile needs from the world outside. */
export type FleetPorts = Pick<Ports, 'keys' | 'tags' | 'clock' | 'random'> & {
  readonly fleet: FleetReader;
  readonly publishOperation: PublishOperation;
};

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

/** The tenant of an alias that a valid request could have; undefined for any other alias. */
export function tenantOfAlias(alias: string): string | undefined {
  const [tenantId, keyName, ...others] = alias.split('_');
  const request = { requestId: 'none', tenantId, keyName };
  return others.length === 0 && validateKeyRequest(request) ? tenantId : undefined;
}

/** Whether a tenant could be called so. */
export function isTenantId(text: string): boolean {
  return tenantOfAlias(`${text}_main`) === text;
}

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
