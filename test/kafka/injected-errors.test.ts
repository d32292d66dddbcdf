import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ckafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import type { Topics } from '../../shared/topics/topics.ts';
import { SETTINGS } from '../world/provisioning-world.ts';
import { type KafkaCluster, startKafkaCluster } from './kafka-cluster.ts';
import {
  inSeconds,
  kafkaTopics,
  keyCount,
  provisionInstance,
  publishAll,
  readToEnd,
  requestsOf,
  stillMachine,
} from './kafka-world.ts';

let cluster: KafkaCluster;
let topics: Topics;
beforeAll(async () => {
  cluster = await startKafkaCluster({ topics: { 'key-events': 1, 'key-dead-letters': 1 } });
  topics = kafkaTopics(cluster.brokers);
});
afterAll(async () => {
  await topics?.close();
  await cluster?.stop();
});

/** The topic of each test is its own. */
let count = 0;
const newTopic = () => {
  count += 1;
  return `topic-${count}`;
};

const valuesIn = async (topic: string) =>
  (await readToEnd(cluster.brokers, topic)).map(({ value }) => value);

/** @see https://kafka.apache.org/protocol#protocol_error_codes (-195 is the connection's end) */
const PASSING: readonly (readonly [name: string, code: number])[] = [
  ['UNKNOWN_TOPIC_OR_PARTITION', 3],
  ['LEADER_NOT_AVAILABLE', 5],
  ['NOT_LEADER_OR_FOLLOWER', 6],
  ['REQUEST_TIMED_OUT', 7],
  ['NETWORK_EXCEPTION', 13],
  ['NOT_ENOUGH_REPLICAS', 19],
  ['NOT_ENOUGH_REPLICAS_AFTER_APPEND', 20],
  ['KAFKA_STORAGE_ERROR', 56],
  ['the end of the connection', -195],
];

/** With the number of requests before the client gives up. */
const LASTING: readonly (readonly [name: string, code: number, asked: number, thrown: string])[] = [
  ['NOT_ENOUGH_REPLICAS', 19, 6, 'TopicsUnavailable'],
  ['TOPIC_AUTHORIZATION_FAILED', 29, 1, 'TopicForbidden'],
  ['UNKNOWN_SERVER_ERROR', -1, 1, 'TopicsUnavailable'],
  ['MESSAGE_TOO_LARGE', 10, 1, 'TopicRefused'],
  ['RECORD_LIST_TOO_LARGE', 18, 1, 'TopicRefused'],
  ['INVALID_TIMESTAMP', 32, 1, 'TopicRefused'],
  ['INVALID_RECORD', 87, 1, 'TopicRefused'],
];

describe('an error of the broker', () => {
  test.each(PASSING)('%s is retried until it has passed', async (_, code) => {
    const topic = newTopic();
    await topics.publish(topic, [{ value: 'before' }], inSeconds(10));
    await cluster.fail('produce', code, 2);
    await topics.publish(topic, [{ value: 'after' }], inSeconds(10));
    expect(await valuesIn(topic)).toEqual(expect.arrayContaining(['before', 'after']));
  });

  test.each(LASTING)('%s that does not pass is reported', async (_, code, asked, thrown) => {
    const topic = newTopic();
    await cluster.fail('produce', code, asked);
    const failure = topics.publish(topic, [{ value: 'x' }], inSeconds(10));
    await expect(failure).rejects.toMatchObject({ name: 'ApiError', code: thrown });
    expect(await valuesIn(topic)).toEqual([]);
    await topics.publish(topic, [{ value: 'y' }], inSeconds(10));
    expect(await valuesIn(topic)).toEqual(['y']);
  });
});

test('a late answer causes a repeat, which is byte-identical', async () => {
  const slow = await startKafkaCluster(); // From then on the broker overlooks errors of the cluster.
  await publishAll(slow.brokers, 'late', [{ value: 'before' }]);
  await slow.answerLate('produce', 4_000); // The client waits for three seconds.
  await publishAll(slow.brokers, 'late', [{ key: 'k', value: 'once', headers: { a: 'b' } }]);
  const messages = await slow.read('late');
  await slow.stop();
  const once = { key: 'k', value: 'once', headers: { a: 'b' } };
  expect(messages.filter(({ key }) => key === 'k')).toEqual([once, once]);
  expect(messages).toHaveLength(3);
});

describe('an error while a topic is read', () => {
  test.each([
    ['fetch', 6],
    ['fetch', 1],
    ['fetch', -1],
    ['fetch', -195],
    ['listOffsets', 6],
    ['listOffsets', -195],
    ['metadata', -195],
  ] as const)('of %s with the code %i never makes the topic look shorter', async (api, code) => {
    const topic = newTopic();
    await publishAll(cluster.brokers, topic, requestsOf(200));
    await cluster.fail(api, code, 1);
    const found = await valuesIn(topic).catch((error: { readonly code: string }) => error.code);
    expect(['TopicsUnavailable', 200]).toContain(typeof found === 'string' ? found : found.length);
    expect(await valuesIn(topic)).toHaveLength(200);
  });
});

describe('the function, when its events are refused', () => {
  const eventOf = (tenant: number, requests: number) =>
    ckafkaEvent(
      'key-requests',
      0,
      requestsOf(requests, {}, tenant).map(({ key, value }, offset) => ({
        ...{ key: key ?? null, value, offset },
      })),
    );

  async function publishedSince(before: readonly number[]) {
    const [events, parked] = await Promise.all(
      ['key-events', 'key-dead-letters'].map((topic) => valuesIn(topic)),
    );
    return {
      events: events!.slice(before[0]).map((text) => JSON.parse(text!) as CloudEvent),
      deadLetters: parked!.slice(before[1]).map((text) => JSON.parse(text!) as DeadLetter),
    };
  }
  const counts = async () => {
    const topics = ['key-events', 'key-dead-letters'];
    return Promise.all(topics.map(async (topic) => (await valuesIn(topic)).length));
  };

  test('parks the one that is too large, and continues', async () => {
    const machine = stillMachine('too-large');
    const instance = provisionInstance(machine, cluster.brokers);
    const before = await counts();
    await cluster.fail('produce', 10, 1);
    expect(await instance.invoke(eventOf(100, 1))).toEqual({ parked: 1 });
    expect(await instance.invoke(eventOf(101, 1))).toEqual({ provisioned: 1 });
    const { events, deadLetters } = await publishedSince(before);
    expect(events.map(({ type, data }) => [type, data.requestId])).toEqual([
      ['tenant-key.parked', 'r-100'],
      ['tenant-key.provisioned', 'r-101'],
    ]);
    expect(deadLetters).toMatchObject([
      { code: 'TopicRefused', stage: 'announce', identity: { tenantId: 'tenant-100' } },
    ]);
    expect(deadLetters[0]?.keyId).toBeDefined();
    expect(keyCount(machine)).toBe(2);
    await instance.close();
  });

  test('sends each alone if the broker refuses a batch, and parks none', async () => {
    const machine = stillMachine('together');
    const instance = provisionInstance(machine, cluster.brokers);
    const before = await counts();
    await instance.invoke(eventOf(200, 1));
    await cluster.fail('produce', 0, 1); // The first goes out by itself, and meanwhile others gather.
    await cluster.fail('produce', 18, 1);
    expect(await instance.invoke(eventOf(201, 20))).toEqual({ provisioned: 20 });
    const { events, deadLetters } = await publishedSince(before);
    expect(new Set(events.map(({ data }) => data.requestId)).size).toBe(21);
    expect(deadLetters).toEqual([]);
    await instance.close();
  });

  test('lets the one wait whose event cannot be written', async () => {
    const machine = stillMachine('no-event');
    const instance = provisionInstance(machine, cluster.brokers);
    const before = await counts();
    await cluster.fail('produce', -1, SETTINGS.retry.attemptsMax);
    expect(await instance.invoke(eventOf(400, 1))).toEqual({ waiting: 1 });
    const { events, deadLetters } = await publishedSince(before);
    expect(events).toEqual([]);
    expect(deadLetters).toMatchObject([
      { state: 'waiting', code: 'TopicsUnavailable', stage: 'announce' },
    ]);
    expect(deadLetters[0]?.keyId).toBeDefined();
    await instance.close();
  });

  test('throws while not even a dead letter can be written, and settles the batch afterwards', async () => {
    const machine = stillMachine('nothing');
    const instance = provisionInstance(machine, cluster.brokers);
    const before = await counts();
    await cluster.fail('produce', -1, 2 * SETTINGS.retry.attemptsMax);
    await expect(instance.invoke(eventOf(300, 1))).rejects.toThrow(
      'Processing stopped at TopicsUnavailable: the batch is delivered again.',
    );
    expect(await instance.invoke(eventOf(300, 1))).toEqual({ provisioned: 1 });
    const { events, deadLetters } = await publishedSince(before);
    expect(events.map(({ type, data }) => [type, data.requestId])).toEqual([
      ['tenant-key.provisioned', 'r-300'],
    ]);
    expect(deadLetters).toEqual([]);
    expect(keyCount(machine)).toBe(1);
    await instance.close();
  });
});
