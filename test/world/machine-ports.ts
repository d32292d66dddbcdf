import type { Service } from '../../emulator/api/service.ts';
import type { CloudMachine } from '../../emulator/cloud-machine.ts';
import { kmsService } from '../../emulator/kms/kms-service.ts';
import { LOCAL_ACCOUNT } from '../../emulator/local-account.ts';
import { tagService } from '../../emulator/tag/tag-service.ts';
import { announcer } from '../../shared/announcements/announcer.ts';
import type { CloudPorts } from '../../shared/cloud-ports.ts';
import { deadLetterQueue } from '../../shared/dead-letters/dead-letter-queue.ts';
import { kmsKeyReader } from '../../shared/kms/key-reader.ts';
import { kmsKeyService } from '../../shared/kms/key-service.ts';
import { tencentTagService } from '../../shared/tag/tag-service.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import { pacer } from '../../shared/tencent/pacer.ts';
import type { TencentClient } from '../../shared/tencent/tencent-client.ts';
import { coalescedTopics } from '../../shared/topics/coalesced-topics.ts';
import type { Topics } from '../../shared/topics/topics.ts';
import { machineClient } from './machine-client.ts';
import { machineTopics } from './machine-topics.ts';

export const REGION = 'ap-guangzhou';

export type MachinePortsOptions = {
  /** Calls of KMS in a second: 1, or a multiple of 5. */
  readonly callsPerSecondMax: number;
  /** Spreads out what is tried again. */
  readonly random: () => number;
  /** Stands between the product and the cloud. */
  readonly client?: (client: TencentClient) => TencentClient;
  readonly topics?: Topics;
};

/**
 * The product's own adapters on an emulated cloud, as one instance of a function has them: each has
 * its own pace, and all have the same cloud.
 */
export function machinePorts(
  machine: CloudMachine,
  clock: Clock,
  options: MachinePortsOptions,
): CloudPorts {
  const { callsPerSecondMax, random } = options;
  const topics = coalescedTopics(options.topics ?? machineTopics(machine, clock));
  const { client = (own: TencentClient) => own } = options;
  const clientOf = ({ version }: Service) => client(machineClient(machine, clock, version, REGION));
  const paceOf = (callsPerSecond: number) => pacer({ callsPerSecondMax: callsPerSecond, clock });
  const kms = { client: clientOf(kmsService), pace: paceOf(callsPerSecondMax), clock };
  const tag = {
    client: clientOf(tagService),
    pace: paceOf(callsPerSecondMax),
    // The Tag service allows a fifth of the changes that KMS does.
    changePace: paceOf(Math.max(1, callsPerSecondMax / 5)),
    clock,
    region: REGION,
    accountUin: LOCAL_ACCOUNT.uin,
  };
  return {
    keys: kmsKeyService(kms),
    reader: kmsKeyReader(kms),
    tags: tencentTagService(tag),
    announce: announcer(topics, REGION),
    park: deadLetterQueue(topics, machine.nowMs),
    topics,
    clock,
    random,
  };
}
