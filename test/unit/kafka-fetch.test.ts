import { expect, test } from 'vitest';
import { fetchFrom, type KafkaCluster, partitionsOf } from '../../shared/topics/kafka-fetch.ts';

const ANSWER = { errorCode: 0, highWatermark: 9, lastStableOffset: 9, batches: [] };

/** A cluster of two partitions, with leaders of their own, whose offsets are known as said. */
function clusterOf({ lows = [0, 0], highs = [5, 9] }: { lows?: number[]; highs?: number[] } = {}) {
  const asked: unknown[] = [];
  const metadata = [
    { partitionErrorCode: 0, partitionId: 0, leader: 7, replicas: [7], isr: [7] },
    { partitionErrorCode: 0, partitionId: 1, leader: 8, replicas: [8], isr: [8] },
  ];
  const cluster: KafkaCluster = {
    connect: async () => {},
    disconnect: async () => {},
    addTargetTopic: async () => {},
    findTopicPartitionMetadata: () => metadata,
    fetchTopicsOffset: async ([{ topic, partitions, fromBeginning }]: any) => {
      asked.push(partitions);
      const offsets = fromBeginning ? lows : highs;
      const found = offsets.map((offset, partition) => ({ partition, offset: String(offset) }));
      return [{ topic, partitions: found }];
    },
    findBroker: async ({ nodeId }) => ({
      fetch: async (request) => {
        asked.push([nodeId, request]);
        return { responses: [{ partitions: [ANSWER] }] } as never;
      },
    }),
  };
  return { cluster, asked };
}

test('the partitions of a topic have the offsets that the brokers report for each', async () => {
  const { cluster, asked } = clusterOf({ lows: [1, 2] });
  expect(await partitionsOf(cluster, 't')).toEqual([
    { partition: 0, low: 1, high: 5 },
    { partition: 1, low: 2, high: 9 },
  ]);
  const both = [{ partition: 0 }, { partition: 1 }];
  expect(asked).toEqual([both, both]);
});

test.each([
  ['beginning', { lows: [0] }],
  ['end', { highs: [5] }],
])('a topic is not read where the %s of a partition is unknown', async (_, offsets) => {
  await expect(partitionsOf(clusterOf(offsets).cluster, 't')).rejects.toThrow(
    'no broker reported the offsets of its partition 1',
  );
});

test('records are fetched from the leader of their partition, without those that are not committed', async () => {
  const { cluster, asked } = clusterOf();
  expect(await fetchFrom(cluster, 't', 1, 4, 1_000)).toBe(ANSWER);
  const partitions = [{ partition: 1, fetchOffset: '4', maxBytes: 1_000 }];
  const wanted = { maxBytes: 1_000, topics: [{ topic: 't', partitions }] };
  expect(asked).toEqual([['8', { isolationLevel: 1, maxWaitTime: 100, minBytes: 1, ...wanted }]]);
});

test('a partition that the brokers do not know yet is asked for again', async () => {
  const fetched = fetchFrom(clusterOf().cluster, 't', 2, 0, 1_000);
  await expect(fetched).rejects.toMatchObject({
    ...{ message: 'no broker reported its partition 2', retriable: true },
  });
});
