import { afterAll, expect, inject, test } from 'vitest';
import { ckafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
import { operatorPorts } from '../../functions/compose.ts';
import { countedReader } from '../../shared/retry-queue/counted-reader.ts';
import { entriesOf } from '../../shared/retry-queue/entries.ts';
import { healRetryQueue } from '../../shared/retry-queue/run.ts';
import { type RetryQueue, retryQueue } from '../../shared/retry-queue/table.ts';
import type { TopicPosition, TopicReader, Topics } from '../../shared/topics/topics.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import {
  inSeconds,
  kafkaReader,
  kafkaTopics,
  keyCount,
  requestsOf,
  stillMachine,
} from '../kafka/kafka-world.ts';
import { wallClock } from '../wall-clock.ts';
import { invocationBy } from '../world/invocation.ts';
import { machineClients, NO_KEY_STATUS } from '../world/machine-ports.ts';
import { CONFIG } from '../world/world-config.ts';
import { renamedReader, renamedTopics } from './renamed-topics.ts';
import { makeTopic, openPeer, withAdmin } from './shared-broker.ts';

const COUNT = 3_000;
const ROUNDS = 6;
const CALLS_PER_SECOND = 5_000;

/**
 * The broker cleans as often as it can. It keeps a removal for a minute, by default a day: whoever reads less often
 * than that learns nothing of it.
 */
const EAGER = {
  'cleanup.policy': 'compact',
  'segment.ms': 1_000,
  'min.cleanable.dirty.ratio': 0.000_01,
  'delete.retention.ms': 60_000,
};

const peer = openPeer();
afterAll(peer.stop);

test(`${COUNT} requests wait, are tried ${ROUNDS} times and are provisioned, while the broker compacts the retry queue`, async () => {
  const world = await retryWorld();
  world.fail(1);
  await world.send();
  const lines = [await world.measure('all wait')];
  world.fail(0);
  await world.passHour(); // A trial shows that the cause is over for some.
  world.fail(0.7);
  for (let round = 1; round <= ROUNDS; round += 1) {
    await world.passHour();
    lines.push(await world.measure(`round ${round}`));
    await world.expectSameTables(COUNT - keyCount(world.machine));
  }
  expect(keyCount(world.machine)).toBeGreaterThan(COUNT / 2);
  world.fail(0);
  for (let round = 0; keyCount(world.machine) < COUNT && round < 20; round += 1)
    await world.passHour();
  lines.push(await world.measure('all have keys'));
  await world.expectSameTables(0);
  expect(keyCount(world.machine)).toBe(COUNT);
  // Two records mark a request as sent in again, one or two say what became of it, and few are about a cause.
  const { written, sent } = await world.totals();
  expect(written).toBeLessThan(COUNT + 4 * sent + 100 * ROUNDS);

  await world.untilClean();
  lines.push(await world.measure('cleaned'));
  await world.expectSameTables(0);
  process.stdout.write(`${lines.join('\n')}\n${sent} were sent in again\n`);
  await world.close();
}, 600_000);

/** Consumer and heal on an emulated cloud, whose retry queue and queue are topics of the broker. */
async function retryWorld() {
  const names = {
    'key-dead-letters': await makeTopic({ settings: EAGER }),
    'key-requests': await makeTopic({ partitions: 3 }),
    'key-events': await makeTopic(),
    'key-quota': await makeTopic(),
  };
  const deadLetters = names['key-dead-letters'];
  const brokers = inject('sharedBrokers');
  const machine = stillMachine('retry queue');
  const renamed = renamedTopics(kafkaTopics(brokers), names);
  let writtenBytes = 0;
  const topics: Topics = {
    ...renamed,
    publish: async (topic, messages, deadlineMs) => {
      await renamed.publish(topic, messages, deadlineMs);
      if (topic !== 'key-dead-letters') return;
      for (const { value } of messages) writtenBytes += value?.length ?? 0;
    },
  };
  const reader = renamedReader(kafkaReader(brokers), names);
  const clients = machineClients(machine, wallClock, {
    ...{ callsPerSecondMax: CALLS_PER_SECOND, tagCallsPerSecondMax: CALLS_PER_SECOND },
    ...{ random: () => 0.5, topics },
  });
  const ports = operatorPorts(clients, reader);
  const config = {
    ...CONFIG,
    ...{ kmsCallsPerSecondMax: CALLS_PER_SECOND, queueCallsPerSecondMax: CALLS_PER_SECOND },
  };
  const kept = retryQueue(undefined);
  let position: TopicPosition = new Map();
  let sent = 0;

  async function consume(values: readonly string[]): Promise<void> {
    for (let from = 0; from < values.length; from += BATCH_LENGTH) {
      const batch = values.slice(from, from + BATCH_LENGTH);
      const records = batch.map((value, offset) => ({ offset: from + offset, key: null, value }));
      const event = ckafkaEvent('key-requests', 0, records);
      await provisionEvent(event, ports, config, invocationBy(wallClock, inSeconds(60)));
    }
  }

  async function heal(): Promise<void> {
    const invocation = invocationBy(wallClock, inSeconds(60));
    const report = await healRetryQueue(
      machine.nowMs(),
      { ...ports, queue: kept, keyStatus: NO_KEY_STATUS },
      config,
      invocation,
    );
    sent += report.sent;
    const values: string[] = [];
    const onPage: Parameters<TopicReader['readAll']>[1] = (page) =>
      values.push(...page.map(({ value }) => value ?? ''));
    position = await reader.readAll('key-requests', onPage, inSeconds(60), position);
    expect(values.length).toBe(report.sent);
    await consume(values);
  }

  async function tableOf(queue: RetryQueue, records: TopicReader = reader) {
    const { versions, beyond } = await queue.refresh(records, machine.nowMs(), inSeconds(60));
    expect(beyond).toBe(0);
    return entriesOf(versions);
  }

  const written = () =>
    withAdmin(brokers, async (admin) => {
      const offsets = await admin.fetchTopicOffsets(deadLetters);
      return offsets.reduce((sum, { offset }) => sum + Number(offset), 0);
    });

  return {
    machine,
    fail: (probability: number) => {
      machine.faults.clear();
      const fault = { action: 'CreateKey', effect: { error: 'UnsupportedRegion' }, probability };
      if (probability > 0) machine.faults.add([fault]);
    },
    send: () => consume(requestsOf(COUNT).map(({ value }) => value ?? '')),
    /** By then all that wait are due. */
    passHour: async () => {
      machine.advanceClock(3_600_000);
      await heal();
    },
    /** One line about the log beside the table. */
    measure: async (what: string) => {
      const whole = countedReader(reader);
      const table = await tableOf(retryQueue(undefined), whole);
      const { recordsRead, bytesRead } = whole.counts();
      const tail = countedReader(reader);
      await tableOf(kept, tail);
      const rows = [
        `${table.size} wait`,
        `${await written()} records and ${Math.round(writtenBytes / 1_000)} kB were ever written`,
        `the log has ${recordsRead} and ${Math.round(bytesRead / 1_000)} kB`,
        `heal read ${tail.counts().recordsRead} of them`,
      ];
      return `${what}: ${rows.join(', ')}`;
    },
    /** What heal knows is what a new instance reads, and what Kafka's own client sees. */
    expectSameTables: async (count: number) => {
      const known = await tableOf(kept);
      expect(known.size).toBe(count);
      expect(await tableOf(retryQueue(undefined))).toEqual(known);
      const records = await peer.read(deadLetters);
      const timed = records.map((record) => ({ ...record, timestampMs: 0 }));
      const peerReader: TopicReader = {
        readAll: async (_, onPage) => {
          onPage(timed);
          return new Map();
        },
        readAt: async () => {},
      };
      expect(await tableOf(retryQueue(undefined), peerReader)).toEqual(known);
    },
    totals: async () => ({ written: await written(), sent }),
    /** Resolves when the broker has forgotten what is settled. */
    untilClean: async () => {
      const left = async () => {
        // A segment is only cleaned when a later record has begun the next one.
        await peer.write(deadLetters, [{ key: 'roll', value: null, partition: 0 }]);
        return (await peer.read(deadLetters)).filter(({ value }) => value !== null).length;
      };
      await expect.poll(left, { timeout: 180_000, interval: 1_200 }).toBeLessThan(10);
    },
    close: () => topics.close(),
  };
}

const BATCH_LENGTH = 500;
