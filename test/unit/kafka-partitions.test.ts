import { Partitioners } from 'kafkajs';
import { expect, test } from 'vitest';
import { byPartitionKey, kafkaMessage } from '../../shared/topics/kafka.ts';
import type { TopicMessage } from '../../shared/topics/topics.ts';

const PARTITIONS = 12;
const partitionMetadata = Array.from({ length: PARTITIONS }, (_, partitionId) => ({
  ...{ partitionErrorCode: 0, partitionId, leader: 1 },
  ...{ replicas: [1], isr: [1] },
}));

/** The partition that the client of Kafka itself chooses for the key. */
function partitionOfKey(key: string | null): number {
  const message = { key, value: 'x' };
  return Partitioners.DefaultPartitioner()({ topic: 'a', partitionMetadata, message });
}

function partitionOf(message: TopicMessage): number {
  const partitioner = byPartitionKey(Partitioners.DefaultPartitioner)();
  return partitioner({ topic: 'a', partitionMetadata, message: kafkaMessage(message) });
}

const KEYS = ['acme', 'globex', 'dl_1', 'dl_2', '键', ''];

test.each(KEYS)('a message with the partition key %j is in the partition of that key', (key) => {
  for (const delivery of ['1', '2', '3']) {
    const message = { key: `${key}/${delivery}`, partitionKey: key, value: 'x' };
    expect(partitionOf(message)).toBe(partitionOfKey(key));
  }
});

test('their keys alone would be in several partitions', () => {
  const partitions = ['1', '2', '3', '4', '5'].map((each) => partitionOfKey(`acme/${each}`));
  expect(new Set(partitions).size).toBeGreaterThan(1);
});

test.each(KEYS)('a message with the key %j alone is where the client would send it', (key) => {
  expect(partitionOf({ key, value: 'x' })).toBe(partitionOfKey(key));
});

test('messages without a key are distributed', () => {
  const partitioner = byPartitionKey(Partitioners.DefaultPartitioner)();
  const message = kafkaMessage({ value: 'x' });
  const partitions = Array.from({ length: PARTITIONS }, () =>
    partitioner({ topic: 'a', partitionMetadata, message }),
  );
  expect(new Set(partitions).size).toBe(PARTITIONS);
});
