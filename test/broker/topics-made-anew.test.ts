import { afterAll, expect, inject, test } from 'vitest';
import type { TopicRecord } from '../../shared/topics/topics.ts';
import { inSeconds, kafkaReader, kafkaTopics } from '../kafka/kafka-world.ts';
import { makeTopic, openPeer, removeTopic } from './shared-broker.ts';

const brokers = inject('sharedBrokers');
const peer = openPeer();
afterAll(peer.stop);

/** One publisher and one reader, as an instance of a function has them, outlive the topics. */
const topics = kafkaTopics(brokers);
const reader = kafkaReader(brokers);
afterAll(topics.close);

const publish = (topic: string, values: readonly string[]) =>
  topics.publish(
    topic,
    values.map((value) => ({ key: value, value })),
    inSeconds(15),
  );

async function valuesIn(topic: string): Promise<readonly (string | null)[]> {
  const records: TopicRecord[] = [];
  await reader.readAll(topic, (page) => void records.push(...page), inSeconds(15));
  return records.map(({ value }) => value).sort();
}

test.each([
  [1, 6],
  [6, 1],
  [3, 3],
])(
  'a topic of %i partitions that is deleted and made anew with %i is used at once',
  async (before, after) => {
    const name = await makeTopic({ partitions: before });
    await publish(name, ['a', 'b', 'c', 'd']);
    expect(await valuesIn(name)).toEqual(['a', 'b', 'c', 'd']);
    await removeTopic(name);
    await makeTopic({ name, partitions: after });
    await publish(name, ['e', 'f', 'g']);
    const found = (await peer.read(name)).map(({ value }) => value);
    expect([...new Set(found)].sort()).toEqual(['e', 'f', 'g']); // Publishing may repeat a message.
    expect([...new Set(await valuesIn(name))]).toEqual(['e', 'f', 'g']);
  },
);

test('while the topic does not exist, nothing is published, and it never looks empty', async () => {
  const name = await makeTopic();
  await publish(name, ['a']);
  await removeTopic(name);
  await expect(publish(name, ['b'])).rejects.toMatchObject({ name: 'ApiError' });
  await expect(valuesIn(name)).rejects.toMatchObject({ name: 'ApiError' });
  await makeTopic({ name });
  expect(await valuesIn(name)).toEqual([]);
  await publish(name, ['c']);
  expect(await valuesIn(name)).toEqual(['c']);
});

test('a topic that was deleted does not stop the publisher in others', async () => {
  const [deleted, other] = [await makeTopic(), await makeTopic()];
  await publish(deleted, ['a']);
  await publish(other, ['b']);
  await removeTopic(deleted);
  await expect(publish(deleted, ['c'])).rejects.toMatchObject({ name: 'ApiError' });
  await publish(other, ['d']);
  expect(await valuesIn(other)).toEqual(['b', 'd']);
  const later = await makeTopic();
  await publish(later, ['e']);
  expect(await valuesIn(later)).toEqual(['e']);
});
