import { LOCAL_ACCOUNT, type Service } from '../../emulator/api/service.ts';
import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import { kmsService } from '../../emulator/kms/service.ts';
import { tagService } from '../../emulator/tag/service.ts';
import { type CloudClients, cloudPorts } from '../../functions/compose.ts';
import { keptRequests } from '../../shared/dead-letters/kept-request.ts';
import type { KeyStatus, KeyStatusTable } from '../../shared/key-status/table.ts';
import type { HttpPorts, ProvisioningPorts } from '../../shared/ports.ts';
import type { RequestStatuses } from '../../shared/request-status/statuses.ts';
import { circuitBreaker } from '../../shared/tenant-key/circuit-breaker.ts';
import type { MarkerKeys, MarkerScope } from '../../shared/tenant-key/marker.ts';
import type { Clock, TenantBlocks } from '../../shared/tenant-key/ports.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import { rateLimiter } from '../../shared/tencent/rate-limiter.ts';
import { coalescedTopics } from '../../shared/topics/coalesced.ts';
import type { Topics } from '../../shared/topics/topics.ts';
import { machineClient } from './machine-client.ts';
import { machineTopicReader } from './machine-topic-reader.ts';
import { machineTopics } from './machine-topics.ts';

export const REGION = 'ap-guangzhou';

export const MARKER_KEYS: MarkerKeys = [{ id: 'k1', secret: 'a-secret-of-at-least-32-characters' }];

/** Where the markers of a world hold. */
export const MARKER_SCOPE: MarkerScope = {
  region: REGION,
  environment: 'tenant-keys',
  accountUin: LOCAL_ACCOUNT.uin,
  formerAccountUins: [],
};

export type MachinePortsOptions = {
  /** Calls of KMS in a second. */
  readonly callsPerSecondMax: number;
  /** Changes of tags in a second; a fifth of that when left out, as the Tag service allows. */
  readonly tagCallsPerSecondMax?: number;
  /** The jitter of retries. */
  readonly random: () => number;
  /** Wraps the client of the cloud. */
  readonly client?: (client: TencentClient) => TencentClient;
  readonly topics?: Topics;
  /** Wraps the topics, outside of what publishes messages together. */
  readonly throughTopics?: (topics: Topics) => Topics;
  readonly blocks?: TenantBlocks;
  readonly statuses?: RequestStatuses;
};

/** The function heal learns of no blocked tenant and of no instance, and reads nothing to know that. */
const NO_STATUS: KeyStatus = { reports: [], staleKeys: [], blocks: new Map(), unproven: 0 };
export const NO_KEY_STATUS: KeyStatusTable = {
  refresh: async () => NO_STATUS,
  known: () => NO_STATUS,
};

/** No tenant is blocked, and nothing is read to know that. */
export const NO_BLOCKS: TenantBlocks = { isBlocked: () => false, known: async () => {} };

/** Those of the HTTP API, but for who authenticates its callers. */
export type MachinePorts = ProvisioningPorts & Pick<HttpPorts, 'findKept'>;

/** The product's own ports on {@link machineClients}. */
export function machinePorts(
  machine: CloudMachine,
  clock: Clock,
  options: MachinePortsOptions,
): MachinePorts {
  const ports = cloudPorts(machineClients(machine, clock, options));
  return { ...ports, findKept: keptRequests(machineTopicReader(machine, clock), undefined) };
}

/**
 * The clients of one function instance for an emulated cloud in the same process: each instance has its own
 * rate limiters, and all share one cloud.
 */
export function machineClients(
  machine: CloudMachine,
  clock: Clock,
  options: MachinePortsOptions,
): CloudClients {
  const { callsPerSecondMax, random, client = (own: TencentClient) => own } = options;
  const { throughTopics = (own: Topics) => own } = options;
  const { tagCallsPerSecondMax = Math.max(1, Math.floor(callsPerSecondMax / 5)) } = options;
  const clientOf = ({ version }: Service) => client(machineClient(machine, clock, version, REGION));
  const limiterOf = (callsPerSecond: number) =>
    rateLimiter({ callsPerSecondMax: callsPerSecond, clock, random });
  return {
    kms: { client: clientOf(kmsService), rateLimiter: limiterOf(callsPerSecondMax), clock },
    tag: {
      client: clientOf(tagService),
      rateLimiter: limiterOf(callsPerSecondMax),
      changeRateLimiter: limiterOf(tagCallsPerSecondMax),
      clock,
      region: REGION,
      accountUin: LOCAL_ACCOUNT.uin,
    },
    breaker: circuitBreaker(machine.nowMs),
    blocks: options.blocks ?? NO_BLOCKS,
    topics: throughTopics(coalescedTopics(options.topics ?? machineTopics(machine, clock))),
    statuses: options.statuses,
    region: REGION,
    docsUrl: 'https://tenant-keys.example/',
    signingKeys: MARKER_KEYS,
    clock,
    wallMs: machine.nowMs,
    random,
  };
}
