import type { Authenticate } from './auth/caller.ts';
import type { PublishOperation } from './events/operation-event.ts';
import type { FleetKey } from './kms/key-pages.ts';
import type { KeyReader } from './kms/keys.ts';
import type { RequestStatuses } from './request-status/statuses.ts';
import type { ReadStatus } from './request-status/store.ts';
import type { Ports } from './tenant-key/ports.ts';
import type { Tenant } from './tenant-key/tenant-id.ts';
import type { CallCounter } from './tencent/call-stats.ts';
import type { TopicReader, Topics } from './topics/topics.ts';

/**
 * What the functions need from outside: the ports of the domain, and more. Each function has those of its
 * jobs, and each job takes the ones that it calls.
 */
export type CloudPorts = Ports & {
  readonly reader: KeyReader;
  readonly topics: Topics;
  /** The time of day, in milliseconds since 1970. */
  readonly wallMs: () => number;
  /** The same ports of the domain, whose calls the counter counts. */
  readonly counted: (counter: CallCounter) => Ports;
  readonly authenticate: Authenticate;
  /** Where a deployment keeps statuses. Undefined where it keeps none. */
  readonly statuses: Omit<RequestStatuses, 'record'> | undefined;
  /**
   * What the dead letters say of a request that waits or is parked; undefined if there is none. It reads them all.
   * Throws `ApiError`.
   */
  readonly findKept: (names: RequestNames, deadlineMs: number) => Promise<ReadStatus | undefined>;
  readonly records: TopicReader;
  readonly fleet: FleetReader;
  readonly publishOperation: PublishOperation;
};

export type RequestNames = Tenant & { readonly requestId: string };

/** The ports of provisioning, which the HTTP API, the queue consumer and redrives have. */
export type ProvisioningPorts = Omit<
  CloudPorts,
  'authenticate' | 'findKept' | 'records' | 'fleet' | 'publishOperation'
>;

/** The ports of the HTTP API. */
export type HttpPorts = Omit<CloudPorts, 'records' | 'fleet' | 'publishOperation'>;

/** The ports of the functions `heal` and `redrive`. */
export type DeadLetterPorts = Omit<CloudPorts, 'authenticate' | 'findKept' | 'fleet'>;

/** The ports of the function `heal`, which attempts nothing by itself. */
export type HealPorts = Pick<
  CloudPorts,
  'reader' | 'records' | 'topics' | 'publishOperation' | 'clock' | 'random' | 'wallMs'
>;

/** The ports of the function `reconcile`. */
export type FleetPorts = Pick<
  CloudPorts,
  'keys' | 'tags' | 'fleet' | 'publishOperation' | 'clock' | 'random'
>;

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
