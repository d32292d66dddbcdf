import { LOCAL_ACCOUNT, type Service } from '../../emulator/api/service.ts';
import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import { kmsService } from '../../emulator/kms/service.ts';
import { tagService } from '../../emulator/tag/service.ts';
import { type CloudClients, cloudPorts } from '../../functions/compose.ts';
import type { ProvisioningPorts } from '../../shared/ports.ts';
import type { MarkerKeys } from '../../shared/tenant-key/marker.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import { rateLimiter } from '../../shared/tencent/rate-limiter.ts';
import { coalescedTopics } from '../../shared/topics/coalesced.ts';
import type { Topics } from '../../shared/topics/topics.ts';
import { machineClient } from './machine-client.ts';
import { machineTopics } from './machine-topics.ts';

export const REGION = 'ap-guangzhou';

export const MARKER_KEYS: MarkerKeys = [{ id: 'k1', secret: 'a-secret-of-at-least-32-characters' }];

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
};

/** The product's own ports on {@link machineClients}. */
export function machinePorts(
  machine: CloudMachine,
  clock: Clock,
  options: MachinePortsOptions,
): ProvisioningPorts {
  return cloudPorts(machineClients(machine, clock, options));
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
  const { tagCallsPerSecondMax = Math.max(1, Math.floor(callsPerSecondMax / 5)) } = options;
  const clientOf = ({ version }: Service) => client(machineClient(machine, clock, version, REGION));
  const limiterOf = (callsPerSecond: number) =>
    rateLimiter({ callsPerSecondMax: callsPerSecond, clock });
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
    topics: coalescedTopics(options.topics ?? machineTopics(machine, clock)),
    region: REGION,
    runbookUrl: 'docs/runbook.md',
    signingKeys: MARKER_KEYS,
    clock,
    wallMs: machine.nowMs,
    random,
  };
}
