import { describe, expect, test } from 'vitest';
import type { PartitionAnswer } from '../../shared/topics/fetch-answer.ts';
import type { KafkaCluster } from '../../shared/topics/kafka-fetch.ts';
import {
  atRuns,
  type ChooseRanges,
  clusterPages,
  type OpenCluster,
  partitionPages,
  startingAt,
} from '../../shared/topics/kafka-reader.ts';
import type { RecordBatch } from '../../shared/topics/record-batches.ts';
import type { TopicRecord } from '../../shared/topics/topics.ts';

const RECORD = { key: 'a', value: 'x', timestampMs: 1_793_577_600_000 };

/** A batch of these offsets, with one record at each. */
function batchOf(first: number, last = first, value = RECORD.value): RecordBatch {
  const length = last - first + 1;
  const records = Array.from({ length }, (_, index) => ({
    ...RECORD,
    ...{ offset: first + index, value },
  }));
  return { first, last, codec: 'none', records };
}

function answerOf(highWatermark: number, ...batches: readonly RecordBatch[]): PartitionAnswer {
  return { errorCode: 0, highWatermark, lastStableOffset: highWatermark, batches };
}

test('a partition whose last records were compacted away ends with the last one that is left', async () => {
  const { cluster, asked } = clusterOf({
    high: '9',
    answers: [answerOf(9, batchOf(0)), answerOf(9), answerOf(9)],
  });
  expect((await read(cluster)).length).toBe(1);
  expect(asked).toEqual(['0', '1', '1']);
});

test('a batch that compaction has emptied is passed without another call for it', async () => {
  const { cluster, asked } = clusterOf({
    high: '9',
    answers: [answerOf(9, { ...batchOf(0, 5), records: [] }), answerOf(9, batchOf(6, 8))],
  });
  expect((await read(cluster)).map(({ offset }) => offset)).toEqual([6, 7, 8]);
  expect(asked).toEqual(['0', '6']);
});

test('a batch that cannot be decoded is named, and hides no other', async () => {
  const damaged = { ...batchOf(1, 4), codec: 'zstd', records: undefined };
  const { cluster } = clusterOf({
    high: '6',
    answers: [answerOf(6, batchOf(0), damaged, batchOf(5))],
  });
  expect(await read(cluster)).toEqual([
    { partition: 0, offset: 0, ...RECORD },
    {
      ...{ partition: 0, offset: 4, key: null, value: null, timestampMs: 0 },
      undecoded: { firstOffset: 1, codec: 'zstd' },
    },
    { partition: 0, offset: 5, ...RECORD },
  ]);
});

test('an open transaction is named by its topic and place, under a code of its own', async () => {
  const open = { ...answerOf(5), lastStableOffset: 2 };
  const { cluster } = clusterOf({
    high: '5',
    answers: [{ ...open, batches: [batchOf(0, 1)] }, open, open],
  });
  await expect(read(cluster)).rejects.toMatchObject({
    code: 'TransactionOpen',
    message:
      'TransactionOpen: an open transaction hides what follows it (topic "key-dead-letters", partition 0, offset 2)',
  });
});

test('an open transaction after the wanted records is no failure', async () => {
  const answer = { ...answerOf(5, batchOf(0, 1)), lastStableOffset: 2 };
  const { cluster } = clusterOf({ high: '5', answers: [answer] });
  const runs = [{ partition: 0, low: 0, high: 2, length: 2 }];
  expect((await read(cluster, undefined, atRuns(runs))).length).toBe(2);
});

test('a broker that sends records is no new leader without its end', async () => {
  const { cluster } = clusterOf({ answers: [answerOf(1, batchOf(0, 1))] });
  expect((await read(cluster)).map(({ offset }) => offset)).toEqual([0, 1]);
});

test('a page has a record, and the next one is behind it, whatever a broker sends', async () => {
  const emptied = { ...batchOf(3, 4), records: [] };
  const answers = [answerOf(9, batchOf(0, 3)), answerOf(9, emptied), answerOf(9, batchOf(7, 8))];
  const asked: number[] = [];
  const pages = partitionPages('t', { partition: 0, low: 5, high: 9 }, async (offset) => {
    asked.push(offset);
    return answers.shift() ?? answerOf(9);
  });
  const read: (readonly TopicRecord[])[] = [];
  for await (const page of pages) read.push(page);
  expect(read.map((page) => page.map(({ offset }) => offset))).toEqual([[7, 8]]);
  expect(asked).toEqual([5, 6, 7]);
});

test('records before the requested offset are dropped, though a broker sends them', async () => {
  const { cluster, asked } = clusterOf({
    low: '1',
    answers: [answerOf(2, batchOf(0, 1))],
  });
  expect((await read(cluster)).map(({ offset }) => offset)).toEqual([1]);
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
      answers: [answerOf(1), answerOf(1)],
    },
    message: 'leader',
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
    answers: [answerOf(6, batchOf(5))],
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
    const large = 'x'.repeat(60);
    const { cluster, asked, bytes } = clusterOf({
      high: '9',
      answers: [
        answerOf(9, batchOf(2, 2, large)),
        answerOf(9, batchOf(3, 3, large)),
        answerOf(9, batchOf(7, 7, large)),
      ],
    });
    const choose = atRuns([runOf(2, 4, 120), runOf(7, 8, 60)]);
    const records = await read(cluster, undefined, choose);
    expect(records.map(({ offset }) => offset)).toEqual([2, 3, 7]);
    expect(asked).toEqual(['2', '3', '7']);
    expect(bytes).toEqual([120, 60, 60]);
  });

  test('are parts of their own partitions', () => {
    const partitions = [
      { partition: 0, low: 0, high: 9 },
      { partition: 1, low: 2, high: 4 },
    ];
    const runs = [{ partition: 1, low: 0, high: 9, length: 5 }, runOf(3, 5, 7)];
    expect(atRuns(runs)(partitions)).toEqual([
      { partition: 1, low: 2, high: 4, bytes: 5 },
      { partition: 0, low: 3, high: 5, bytes: 7 },
    ]);
  });

  test('are fetched once when they are in the same batch', async () => {
    const { cluster, asked } = clusterOf({
      high: '9',
      answers: [answerOf(9, batchOf(0, 4)), answerOf(9, batchOf(5))],
    });
    const choose = atRuns([runOf(1, 2, 1), runOf(3, 6, 3)]);
    expect((await read(cluster, undefined, choose)).map(({ offset }) => offset)).toEqual([
      1, 2, 3, 4, 5,
    ]);
    expect(asked).toEqual(['1', '5']);
  });

  test('are asked for again in the largest page when an answer is empty', async () => {
    const { cluster, bytes } = clusterOf({ high: '9', answers: [answerOf(9), answerOf(9)] });
    expect(await read(cluster, undefined, atRuns([runOf(2, 3, 0)]))).toEqual([]);
    expect(bytes).toEqual([1, 16_777_216]);
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

const BOTH = answerOf(2, batchOf(0), batchOf(1));

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
