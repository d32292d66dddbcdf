import { afterEach, expect, inject, test } from 'vitest';
import type { CkafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
import { publishAll } from '../kafka/kafka-world.ts';
import {
  committedCount,
  startTriggerPump,
  type TriggerPumpOptions,
} from '../kafka/trigger-pump.ts';
import { wallClock } from '../wall-clock.ts';
import { makeTopic, withAdmin } from './shared-broker.ts';

// The trigger of the local cloud on a broker, whose shortest session is six seconds.

const brokers = inject('sharedBrokers');
const SESSION_MS = 6_000;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Starts a trigger, and returns the texts of each batch that it delivers. */
async function startTrigger(topic: string, options: Partial<TriggerPumpOptions> = {}) {
  const batches: string[][] = [];
  const { invoke = async () => {} } = options;
  const { stop } = await startTriggerPump({
    ...{ brokers, topic, sessionMs: SESSION_MS },
    ...options,
    invoke: (event: CkafkaEvent) => {
      batches.push(event.Records.map(({ Ckafka }) => Ckafka.msgBody));
      return invoke(event);
    },
  });
  closing.push(stop);
  return { batches, stop };
}

const committed = (topic: string) => committedCount(brokers, topic);

const untilCommitted = (topic: string, count: number) =>
  expect.poll(() => committed(topic), { timeout: 30_000, interval: 100 }).toBe(count);

const publish = (topic: string, ...values: string[]) =>
  publishAll(
    brokers,
    topic,
    values.map((value) => ({ key: 'a', value })),
  );

test('a function that runs longer than the session gets its batch once, and its offset is committed afterwards', async () => {
  const topic = await makeTopic();
  await publish(topic, 'slow');
  let end = () => {};
  const { batches } = await startTrigger(topic, {
    invoke: () => new Promise<void>((resolve) => (end = resolve)),
  });
  await expect.poll(() => batches, { timeout: 20_000 }).toEqual([['slow']]);
  const groups = await withAdmin(brokers, (admin) => admin.describeGroups(['provision-keys']));
  expect(groups.groups[0]).toMatchObject({
    state: 'Stable',
    members: [{ clientId: 'local-cloud' }],
  });
  await wallClock.sleep(2 * SESSION_MS);
  expect([batches, await committed(topic)]).toEqual([[['slow']], 0]);
  end();
  await untilCommitted(topic, 1);
  await publish(topic, 'next');
  await expect.poll(() => batches, { timeout: 20_000 }).toEqual([['slow'], ['next']]);
});

test('a function that fails in one partition does not stop another', async () => {
  const topic = await makeTopic({ partitions: 2 });
  const both = ['k1', 'k2', 'k3', 'k4', 'k5', 'k6'].map((key) => ({ key, value: key }));
  await publishAll(brokers, topic, both);
  const first = await withAdmin(brokers, (admin) => admin.fetchTopicOffsets(topic));
  const inSecond = Number(first.find(({ partition }) => partition === 1)!.high);
  await startTrigger(topic, {
    invoke: async ({ Records }) => {
      if (Records[0]!.Ckafka.partition === 0) throw new Error('poison');
    },
  });
  await untilCommitted(topic, inSecond);
  expect([inSecond > 0, inSecond < 6]).toEqual([true, true]);
});

test.each([
  ['earliest', 'earliest', [['old'], ['new']]],
  ['latest', 'latest', [['new']]],
  ['a time', { fromMs: Date.now() + 3_600_000 }, [['new']]],
  ['a time before', { fromMs: 0 }, [['old'], ['new']]],
] as const)('a group without a position starts at %s', async (_, start, expected) => {
  const topic = await makeTopic();
  await publish(topic, 'old');
  const { batches, stop } = await startTrigger(topic, { start });
  await expect.poll(() => groupOffset(topic), { timeout: 20_000 }).toBeGreaterThanOrEqual(0);
  if (expected.length > 1) await untilCommitted(topic, 1);
  // It is away when the message comes, and still misses none.
  await stop();
  await publish(topic, 'new');
  const again = await startTrigger(topic, { start: 'latest' });
  await untilCommitted(topic, 2);
  expect([...batches, ...again.batches]).toEqual(expected);
});

/** The committed offset of the only partition; -1 if there is none. */
const groupOffset = (topic: string) =>
  withAdmin(brokers, async (admin) => {
    const [found] = await admin.fetchOffsets({ groupId: 'provision-keys', topics: [topic] });
    return Number(found!.partitions[0]!.offset);
  });

test('a partition that is added is read from its beginning', async () => {
  const topic = await makeTopic();
  await publish(topic, 'first');
  const { batches, stop } = await startTrigger(topic, { start: 'latest' });
  await expect.poll(() => groupOffset(topic), { timeout: 20_000 }).toBe(1);
  await stop();
  await withAdmin(brokers, async (admin) => {
    await admin.createPartitions({ topicPartitions: [{ topic, count: 2 }] });
  });
  const keys = ['k1', 'k2', 'k3', 'k4'];
  await publishAll(
    brokers,
    topic,
    keys.map((key) => ({ key, value: key })),
  );
  const again = await startTrigger(topic, { start: 'latest' });
  await untilCommitted(topic, 5);
  expect(batches).toEqual([]);
  expect(again.batches.flat().sort()).toEqual(keys);
});
