import { randomSource } from '../../emulator/api/random-source.ts';
import { LOCAL_ACCOUNT } from '../../emulator/api/service.ts';
import { type CloudMachine, cloudMachine } from '../../emulator/cloud/machine.ts';
import { kmsService } from '../../emulator/kms/service.ts';
import { NO_STORE } from '../../emulator/persistence/input-store.ts';
import { tagService } from '../../emulator/tag/service.ts';
import { operatorPorts } from '../../functions/compose.ts';
import { LOCAL_TOPICS } from '../../local/cloud.ts';
import { trustOf } from '../../shared/dead-letters/signature.ts';
import { healEvent } from '../../shared/retry-queue/heal.ts';
import { retryQueue } from '../../shared/retry-queue/table.ts';
import { openTopicReader, openTopics } from '../../shared/topics/open.ts';
import {
  parseTopicsUrl,
  type TopicMessage,
  type TopicReader,
  type TopicRecord,
  type Topics,
} from '../../shared/topics/topics.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { wallClock } from '../wall-clock.ts';
import { invocationBy } from '../world/invocation.ts';
import { machineClients, machinePorts, NO_KEY_STATUS } from '../world/machine-ports.ts';
import { machineTopics } from '../world/machine-topics.ts';
import { CONFIG } from '../world/world-config.ts';

/** An emulated cloud whose time stands still, so that its results depend only on the seed. */
export function stillMachine(seed: string): CloudMachine {
  const machine = cloudMachine({
    services: [kmsService, tagService],
    account: LOCAL_ACCOUNT,
    topics: LOCAL_TOPICS,
    baseNowMs: () => Date.UTC(2026, 10, 2),
    newId: randomSource(seed, 'ids').newId,
    random: randomSource(seed, 'faults').random,
    store: NO_STORE,
  });
  // On a clock that stands still a limit per second never resets.
  machine.setSwitches({ rateLimits: false, tagsMustExist: false, cmkLimit: 1_000_000 });
  return machine;
}

export type ProvisionInstance = {
  /** Has the queue consumer handle an event in real time; rejects when a dead letter cannot be written. */
  readonly invoke: (event: object) => Promise<unknown>;
  readonly close: () => Promise<void>;
};

/** Far from every limit, so that only the wire takes time. */
const CALLS_PER_SECOND = 5_000;

/**
 * An instance of the function provision-keys on an emulated cloud.
 *
 * @param brokers Where its topics are; without any, in the cloud itself.
 */
export function provisionInstance(
  machine: CloudMachine,
  brokers?: string,
  timeoutMs = 20_000,
): ProvisionInstance {
  const topics = brokers === undefined ? machineTopics(machine, wallClock) : kafkaTopics(brokers);
  const ports = machinePorts(machine, wallClock, {
    callsPerSecondMax: CALLS_PER_SECOND,
    random: () => 0,
    topics,
  });
  const config = { ...CONFIG, kmsCallsPerSecondMax: CALLS_PER_SECOND };
  return {
    invoke: (event) => {
      const invocation = invocationBy(wallClock, wallClock.nowMs() + timeoutMs);
      return provisionEvent(event, ports, config, invocation);
    },
    close: () => ports.topics.close(),
  };
}

/** An instance of the function heal on an emulated cloud, whose topics are on brokers. */
export function healInstance(machine: CloudMachine, brokers: string) {
  const clients = machineClients(machine, wallClock, {
    callsPerSecondMax: CALLS_PER_SECOND,
    random: () => 0,
    topics: kafkaTopics(brokers),
  });
  const queue = retryQueue(trustOf(CONFIG));
  const ports = {
    ...operatorPorts(clients, kafkaReader(brokers)),
    queue,
    keyStatus: NO_KEY_STATUS,
  };
  return {
    /** Has heal run a minute later. */
    heal: async (): Promise<void> => {
      machine.advanceClock(60_000);
      const invocation = invocationBy(wallClock, inSeconds(20));
      const answer = await healEvent({}, ports, CONFIG, invocation);
      if ('refused' in answer) throw new Error(answer.refused.detail);
    },
    close: () => ports.topics.close(),
  };
}

/** The number of keys in the cloud. */
export function keyCount(machine: CloudMachine): number {
  return machine.journal
    .list()
    .filter(({ action, code }) => action === 'CreateKey' && code === null).length;
}

/** A request for a key of each tenant, keyed by tenant. */
export function requestsOf(count: number, more: object = {}, from = 0): readonly TopicMessage[] {
  return Array.from({ length: count }, (_, index) => {
    const tenantId = `tenant-${from + index}`;
    const request = { requestId: `r-${from + index}`, tenantId, keyName: 'main', ...more };
    return { key: tenantId, value: JSON.stringify(request) };
  });
}

/** The product's own topics on a Kafka cluster. */
export function kafkaTopics(brokers: string): Topics {
  return openTopics(parseTopicsUrl(`kafka://${brokers}`), {
    clock: wallClock,
    random: Math.random,
    send: fetch,
  });
}

/** The product's own reader of topics on a Kafka cluster. */
export function kafkaReader(brokers: string): TopicReader {
  return openTopicReader(parseTopicsUrl(`kafka://${brokers}`), {
    clock: wallClock,
    random: Math.random,
    send: fetch,
  });
}

const MESSAGES_AT_ONCE = 500;

/** Publishes by the product's own adapter. */
export async function publishAll(
  brokers: string,
  topic: string,
  messages: readonly TopicMessage[],
): Promise<void> {
  const topics = kafkaTopics(brokers);
  try {
    for (let from = 0; from < messages.length; from += MESSAGES_AT_ONCE) {
      await topics.publish(topic, messages.slice(from, from + MESSAGES_AT_ONCE), inSeconds(10));
    }
  } finally {
    await topics.close();
  }
}

/** Reads a topic to its end by the product's own reader. */
export async function readToEnd(brokers: string, topic: string): Promise<readonly TopicRecord[]> {
  const records: TopicRecord[] = [];
  await kafkaReader(brokers).readAll(topic, (page) => void records.push(...page), inSeconds(30));
  return records;
}

/** The deadline after this time. */
export function inSeconds(seconds: number): number {
  return wallClock.nowMs() + seconds * 1_000;
}
