import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { inSeconds, kafkaReader, kafkaTopics } from '../../kafka/kafka-world.ts';
import { wallClock } from '../../wall-clock.ts';
import type { ClusterNode } from '../cluster-node.ts';
import { makeTopic, onceSettled, withAdmin } from '../shared-broker.ts';
import { type Cluster, startCluster } from '../start-cluster.ts';

/** Within this time everything works again although a broker is silent. */
const PATIENCE_S = 15;

/** Tries again until the time is over, as the callers of the topics do. */
async function persist<T>(act: (deadlineMs: number) => Promise<T>): Promise<T> {
  const deadlineMs = inSeconds(PATIENCE_S);
  for (;;) {
    try {
      return await act(deadlineMs);
    } catch (error) {
      if (wallClock.nowMs() > deadlineMs) throw error;
      await wallClock.sleep(100);
    }
  }
}

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster(inject('kafka'), { count: 3 });
});
afterAll(() => cluster?.stop());

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const HARMS = [
  ['killed', 'kill', 'restart'],
  ['hung', 'hang', 'resume'],
  ['cut off', 'cutOff', 'rejoin'],
] as const;

type Begin = (typeof HARMS)[number][1];

type End = (typeof HARMS)[number][2];

/** Harms a broker until the test has ended and the cluster is whole again. */
async function harm(node: ClusterNode, begin: Begin, end: End): Promise<void> {
  closing.push(async () => {
    await node[end]();
    const isWhole = () =>
      withAdmin(cluster.brokers, async (admin) => {
        const { topics } = await admin.fetchTopicMetadata();
        const partitions = topics.flatMap((topic) => topic.partitions);
        return partitions.every(({ isr }) => isr.length === 3);
      });
    await expect.poll(isWhole, { timeout: 60_000, interval: 500 }).toBe(true);
  });
  await node[begin]();
}

async function leaderOf(topic: string): Promise<ClusterNode> {
  const leader = await withAdmin(cluster.brokers, async (admin) => {
    const { topics } = await onceSettled(() => admin.fetchTopicMetadata({ topics: [topic] }));
    return topics[0]?.partitions[0]?.leader;
  });
  return cluster.nodes.find(({ id }) => id === leader)!;
}

function openPublisher(brokers: string) {
  const topics = kafkaTopics(brokers);
  closing.push(topics.close);
  return (topic: string, value: string) =>
    persist((deadlineMs) => topics.publish(topic, [{ key: 'k', value }], deadlineMs));
}

function valuesIn(topic: string, brokers: string): Promise<readonly (string | null)[]> {
  return persist(async (deadlineMs) => {
    const values = new Set<string | null>(); // Publishing may repeat a message.
    await kafkaReader(brokers).readAll(
      topic,
      (page) => page.forEach(({ value }) => void values.add(value)),
      deadlineMs,
    );
    return [...values];
  });
}

describe.each(HARMS)('while the leader is %s', (_, begin, end) => {
  test('a publisher that was connected to it goes on, and a new client publishes and reads', async () => {
    const topic = await makeTopic({}, cluster.brokers);
    const publish = openPublisher(cluster.brokers);
    await publish(topic, 'before');
    await harm(await leaderOf(topic), begin, end);
    for (const value of ['first', 'second', 'third']) await publish(topic, value);
    await openPublisher(cluster.brokers)(topic, 'of a new client');
    expect(await valuesIn(topic, cluster.brokers)).toEqual([
      ...['before', 'first', 'second', 'third', 'of a new client'],
    ]);
  });
});

describe.each(HARMS)('while the first broker of TOPICS_URL is %s', (_, begin, end) => {
  test('every new client publishes and reads', async () => {
    const topic = await makeTopic({}, cluster.brokers);
    const leader = await leaderOf(topic);
    const first = cluster.nodes.find((node) => node !== leader)!;
    const others = cluster.nodes.filter((node) => node !== first);
    const brokers = [first, ...others].map(({ address }) => address).join();
    await harm(first, begin, end);
    const clients = Array.from({ length: 8 }, async (_, index) => {
      await openPublisher(brokers)(topic, String(index));
      return (await valuesIn(topic, brokers)).includes(String(index));
    });
    expect(await Promise.all(clients)).toEqual(Array(8).fill(true));
  });
});
