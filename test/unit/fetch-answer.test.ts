import { describe, expect, test } from 'vitest';
import { type PartitionAnswer, readFetchAnswer } from '../../shared/topics/fetch-answer.ts';
import { partitionPages } from '../../shared/topics/kafka-reader.ts';
import { FIRST_ANSWER, FIRST_ANSWER_4, SECOND_ANSWER } from './recorded-fetches.ts';

async function partitionIn(version: number, bytes: Buffer): Promise<PartitionAnswer> {
  const { responses } = await readFetchAnswer(version, bytes);
  const [partition] = responses.flatMap(({ partitions }) => partitions);
  if (partition === undefined) throw new Error('no partition');
  return partition;
}

const valuesIn = ({ batches }: Pick<PartitionAnswer, 'batches'>) =>
  batches.flatMap(({ records = [] }) => records.map(({ value }) => value));

test("Kafka's own answers are read without aborted records, also where a transaction spans both", async () => {
  const first = await partitionIn(11, FIRST_ANSWER);
  expect(first).toMatchObject({ errorCode: 0, highWatermark: 11, lastStableOffset: 9 });
  expect(valuesIn(first)).toEqual(['plain', 'committed', 'between']);
  const second = await partitionIn(11, SECOND_ANSWER);
  expect(valuesIn(second)).toEqual(['committed later']);
  expect(second.batches.map(({ first: offset }) => offset)).toEqual([4, 5, 6, 7, 8]);
});

test('the pages of such a partition end with a failure at the open transaction', async () => {
  const answers = new Map([
    [0, await partitionIn(11, FIRST_ANSWER)],
    [4, await partitionIn(11, SECOND_ANSWER)],
  ]);
  const none = { errorCode: 0, highWatermark: 11, lastStableOffset: 9, batches: [] };
  const pages = partitionPages('t', { partition: 0, low: 0, high: 11 }, async (offset) => {
    return answers.get(offset) ?? none;
  });
  const values: (string | null)[] = [];
  const reading = (async () => {
    for await (const page of pages) values.push(...page.map(({ value }) => value));
  })();
  await expect(reading).rejects.toMatchObject({
    ...{ code: 'TransactionOpen', topic: 't', place: 'partition 0, offset 9' },
  });
  expect(values).toEqual(['plain', 'committed', 'between', 'committed later']);
});

describe('an answer in an older version of the protocol', () => {
  /** The parts of the recorded answer, which every version has in another arrangement. */
  const throttle = FIRST_ANSWER_4.subarray(0, 4);
  const records = FIRST_ANSWER_4.subarray(FIRST_ANSWER_4.length - 308);
  const beforeErrors = FIRST_ANSWER_4.subarray(4, 4 + 4 + 6 + 4);
  const partition = FIRST_ANSWER_4.subarray(18, 18 + 14);
  const lastStable = FIRST_ANSWER_4.subarray(32, 40);
  const aborted = FIRST_ANSWER_4.subarray(40, 60);
  const logStart = Buffer.alloc(8);
  const session = Buffer.alloc(6);

  test.each([
    [0, [beforeErrors, partition, records]],
    [1, [throttle, beforeErrors, partition, records]],
    [3, [throttle, beforeErrors, partition, records]],
    [4, [FIRST_ANSWER_4]],
    [5, [throttle, beforeErrors, partition, lastStable, logStart, aborted, records]],
    [7, [throttle, session, beforeErrors, partition, lastStable, logStart, aborted, records]],
    [10, [throttle, session, beforeErrors, partition, lastStable, logStart, aborted, records]],
  ])('is read: %i', async (version, parts) => {
    const answer = await partitionIn(version, Buffer.concat(parts));
    // The versions before 4 know of no transactions.
    const [known, last] = version < 4 ? [['aborted'], 11] : [[], 9];
    expect(answer).toMatchObject({ highWatermark: 11, lastStableOffset: last });
    expect(valuesIn(answer)).toEqual(['plain', 'committed', ...known, 'between']);
  });

  test('has the time that the client must wait from version 8 on', async () => {
    const waits = Buffer.from('000000fa', 'hex');
    const rest = [session, beforeErrors, partition, lastStable, logStart, aborted, records];
    const waitOf = async (version: number) =>
      (await readFetchAnswer(version, Buffer.concat([waits, ...rest]))).clientSideThrottleTime;
    expect([await waitOf(7), await waitOf(8)]).toEqual([0, 250]);
  });

  test('has no last stable offset where the broker knows none', async () => {
    const bytes = Buffer.from(FIRST_ANSWER_4);
    bytes.fill(0xff, 32, 40);
    expect(await partitionIn(4, bytes)).toMatchObject({ lastStableOffset: 11 });
    bytes.fill(0, 32, 40);
    expect(await partitionIn(4, bytes)).toMatchObject({ lastStableOffset: 0 });
  });
});

test('the client waits as long as a broker asks for, unless the broker has waited itself', async () => {
  const throttled = Buffer.from(FIRST_ANSWER);
  throttled.writeInt32BE(250, 0);
  expect((await readFetchAnswer(11, throttled)).clientSideThrottleTime).toBe(250);
  const before = Buffer.from(FIRST_ANSWER_4);
  before.writeInt32BE(250, 0);
  expect((await readFetchAnswer(4, before)).clientSideThrottleTime).toBe(0);
});

test('an answer that breaks off is an error', async () => {
  await expect(readFetchAnswer(11, FIRST_ANSWER.subarray(0, 40))).rejects.toThrow('too early');
});
