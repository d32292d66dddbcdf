import { describe, expect, test } from 'vitest';
import type {
  KafkaCluster,
  KafkaRecord,
  PartitionAnswer,
} from '../../shared/topics/kafka-fetch.ts';
import {
  atRuns,
  type ChooseRanges,
  clusterPages,
  type OpenCluster,
  startingAt,
} from '../../shared/topics/kafka-reader.ts';
import type { TopicRecord } from '../../shared/topics/topics.ts';

const RECORD: KafkaRecord = {
  offset: '0',
  key: Buffer.from('a'),
  value: Buffer.from('x'),
  timestamp: '1793577600000',
};

test('bytes that are not UTF-8 become the replacement character, and null stays null', async () => {
  const { cluster } = clusterOf({
    answers: [
      { highWatermark: '2', messages: [{ ...RECORD, value: Buffer.from([0x61, 0xff, 0x62]) }] },
      { highWatermark: '2', messages: [{ ...RECORD, offset: '1', key: null, value: null }] },
    ],
  });
  expect(await read(cluster)).toEqual([
    { partition: 0, offset: 0, key: 'a', value: 'a\ufffdb', timestampMs: 1_793_577_600_000 },
    { partition: 0, offset: 1, key: null, value: null, timestampMs: 1_793_577_600_000 },
  ]);
});

test('a partition whose last records were compacted away ends with the last one that is left', async () => {
  const { cluster, asked } = clusterOf({
    high: '9',
    answers: [
      { highWatermark: '9', messages: [RECORD] },
      { highWatermark: '9', messages: [] },
      { highWatermark: '9', messages: [] },
    ],
  });
  expect((await read(cluster)).length).toBe(1);
  expect(asked).toEqual(['0', '1', '1']);
});

test('the end of a transaction is not a message', async () => {
  const { cluster } = clusterOf({
    answers: [
      { highWatermark: '2', messages: [RECORD, { ...RECORD, offset: '1', isControlRecord: true }] },
    ],
  });
  expect((await read(cluster)).map(({ offset }) => offset)).toEqual([0]);
});

test('records before the requested offset are dropped, though a broker sends them', async () => {
  const { cluster, asked } = clusterOf({
    low: '1',
    answers: [
      { highWatermark: '2', messages: [RECORD] },
      { highWatermark: '2', messages: [] },
      { highWatermark: '2', messages: [] },
    ],
  });
  expect(await read(cluster)).toEqual([]);
  expect(asked).toEqual(['1']);
});

test.each<{ name: string; options: ClusterOptions; message: string }>([
  {
    name: 'no broker can be reached',
    options: { connect: () => Promise.reject(new Error('Connection error: ECONNREFUSED')) },
    message: 'ECONNREFUSED',
  },
  {
    name: 'there is no such topic',
    options: {
      addTargetTopic: () =>
        Promise.reject(new Error('This server does not host this topic-partition')),
    },
    message: 'does not host',
  },
  {
    name: 'no broker reports the end of a partition',
    options: { offsets: [] },
    message: 'partition 0',
  },
  {
    name: 'an answer omits the partition',
    options: { answers: [undefined] },
    message: 'partition 0',
  },
  {
    name: 'a new leader does not know the end yet',
    options: {
      answers: [
        { highWatermark: '1', messages: [] },
        { highWatermark: '1', messages: [] },
      ],
    },
    message: 'leader',
  },
  {
    name: 'an open transaction hides the records after it',
    options: {
      answers: [
        { highWatermark: '2', lastStableOffset: '1', messages: [RECORD] },
        { highWatermark: '2', lastStableOffset: '1', messages: [] },
        { highWatermark: '2', lastStableOffset: '1', messages: [] },
      ],
    },
    message: 'transaction',
  },
  { name: 'a broker fails', options: { answers: [] }, message: 'no answer' },
])('when $name, the reading fails and is disconnected', async ({ options, message }) => {
  const { cluster, connections } = clusterOf(options);
  await expect(read(cluster)).rejects.toThrow(message);
  expect(connections()).toBe(0);
});

test('only what comes after a position is read', async () => {
  const { cluster, asked } = clusterOf({
    high: '6',
    answers: [{ highWatermark: '6', messages: [{ ...RECORD, offset: '5' }] }],
  });
  const records = await read(cluster, undefined, startingAt(new Map([[0, 5]])));
  expect(records.map(({ offset }) => offset)).toEqual([5]);
  expect(asked).toEqual(['5']);
  const none = clusterOf({ high: '6' });
  expect(await read(none.cluster, undefined, startingAt(new Map([[0, 6]])))).toEqual([]);
  expect(none.asked).toEqual([]);
});

describe('runs of records', () => {
  const runOf = (low: number, high: number, length: number) => ({
    ...{ partition: 0, low, high, length },
  });

  test('are fetched with no more bytes than are still wanted', async () => {
    const large = { ...RECORD, value: Buffer.from('x'.repeat(60)) };
    const { cluster, asked, bytes } = clusterOf({
      high: '9',
      answers: [
        { highWatermark: '9', messages: [{ ...large, offset: '2' }] },
        { highWatermark: '9', messages: [{ ...large, offset: '3' }] },
        { highWatermark: '9', messages: [{ ...large, offset: '7' }] },
      ],
    });
    const choose = atRuns([runOf(2, 4, 120), runOf(7, 8, 60)]);
    const records = await read(cluster, undefined, choose);
    expect(records.map(({ offset }) => offset)).toEqual([2, 3, 7]);
    expect(asked).toEqual(['2', '3', '7']);
    expect(bytes).toEqual([120, 60, 60]);
  });

  test('are fetched once when they are in the same batch', async () => {
    const batchContext = { firstOffset: '0', lastOffsetDelta: 4 };
    const batch = [0, 1, 2, 3, 4].map((offset) => ({
      ...RECORD,
      offset: `${offset}`,
      batchContext,
    }));
    const { cluster, asked } = clusterOf({
      high: '9',
      answers: [
        { highWatermark: '9', messages: batch },
        { highWatermark: '9', messages: [{ ...RECORD, offset: '5' }] },
      ],
    });
    const choose = atRuns([runOf(1, 2, 1), runOf(3, 6, 3)]);
    expect((await read(cluster, undefined, choose)).map(({ offset }) => offset)).toEqual([
      1, 2, 3, 4, 5,
    ]);
    expect(asked).toEqual(['1', '5']);
  });

  test('are asked for again in larger pages when an answer is empty', async () => {
    const empty = { highWatermark: '9', messages: [] };
    const { cluster, bytes } = clusterOf({ high: '9', answers: [empty, empty, empty] });
    expect(await read(cluster, undefined, atRuns([runOf(2, 3, 0)]))).toEqual([]);
    expect(bytes).toEqual([1, 1_048_576, 16_777_216]);
  });

  test('are not fetched where the topic no longer has their offsets, or their partition', async () => {
    const { cluster, asked } = clusterOf({ low: '3', high: '5', answers: [] });
    const other = { ...runOf(3, 5, 10), partition: 1 };
    const choose = atRuns([runOf(0, 3, 10), runOf(5, 9, 10), other]);
    expect(await read(cluster, undefined, choose)).toEqual([]);
    expect(asked).toEqual([]);
  });
});

test('it is disconnected at the end, and when its reader stops early', async () => {
  const whole = clusterOf({});
  await read(whole.cluster);
  expect(whole.connections()).toBe(0);

  const left = clusterOf({});
  for await (const _ of clusterPages(
    opened(left.cluster),
    'key-dead-letters',
    startingAt(new Map()),
    new AbortController().signal,
  ))
    break;
  expect(left.connections()).toBe(0);
});

test('nothing is fetched after the reading was aborted', async () => {
  const { cluster, asked, connections } = clusterOf({});
  await expect(read(cluster, AbortSignal.abort())).rejects.toThrow('aborted');
  expect(asked).toEqual([]);
  expect(connections()).toBe(0);
});

test('a failure to disconnect does not fail the reading', async () => {
  const { cluster } = clusterOf({ disconnect: () => Promise.reject(new Error('too late')) });
  expect((await read(cluster)).length).toBe(2);
});

type ClusterOptions = Partial<Pick<KafkaCluster, 'connect' | 'disconnect' | 'addTargetTopic'>> & {
  readonly low?: string;
  readonly high?: string;
  readonly offsets?: [];
  readonly answers?: readonly (PartitionAnswer | undefined)[];
};

const BOTH: PartitionAnswer = {
  highWatermark: '2',
  messages: [RECORD, { ...RECORD, offset: '1' }],
};

/** A cluster of one partition, which gives these answers in turn. */
function clusterOf({ low = '0', high = '2', answers = [BOTH], ...options }: ClusterOptions) {
  let connections = 0;
  const asked: string[] = [];
  const bytes: number[] = [];
  const left = [...answers];
  const cluster: KafkaCluster = {
    connect: async () => {
      connections += 1;
      await options.connect?.();
    },
    disconnect: async () => {
      connections -= 1;
      await options.disconnect?.();
    },
    addTargetTopic: options.addTargetTopic ?? (async () => {}),
    findTopicPartitionMetadata: () => [
      { partitionErrorCode: 0, partitionId: 0, leader: 7, replicas: [7], isr: [7] },
    ],
    fetchTopicsOffset: async ([{ topic, fromBeginning }]: any) => {
      const offset = fromBeginning ? low : high;
      return options.offsets ?? [{ topic, partitions: [{ partition: 0, offset }] }];
    },
    findBroker: async ({ nodeId }) => ({
      fetch: async ({ topics }) => {
        const partitions = topics.flatMap((topic) => topic.partitions);
        asked.push(...partitions.map(({ fetchOffset }) => fetchOffset));
        bytes.push(...partitions.map(({ maxBytes }) => maxBytes));
        if (nodeId !== '7' || left.length === 0) throw new Error('no answer');
        const answer = left.shift();
        return { responses: [{ partitions: answer === undefined ? [] : [answer] }] };
      },
    }),
  };
  return { cluster, asked, bytes, connections: () => connections };
}

const opened = (cluster: KafkaCluster): OpenCluster => ({
  ask: (call) => call(cluster),
  close: cluster.disconnect,
});

async function read(
  cluster: KafkaCluster,
  signal: AbortSignal = new AbortController().signal,
  choose: ChooseRanges = startingAt(new Map()),
): Promise<readonly TopicRecord[]> {
  const records: TopicRecord[] = [];
  const pages = clusterPages(opened(cluster), 'key-dead-letters', choose, signal);
  for await (const page of pages) records.push(...page);
  return records;
}
