import { ApiError } from '../tenant-key/api-error.ts';
import type { PartitionAnswer } from './fetch-answer.ts';
import {
  type KafkaConnection,
  type KafkaOptions,
  kafkaConnection,
  retriableError,
  untilAnswered,
} from './kafka-connection.ts';
import { kafkaFailure } from './kafka-failure.ts';
import {
  fetchFrom,
  type KafkaCluster,
  openKafkaCluster,
  type PartitionRange,
  partitionsOf,
} from './kafka-fetch.ts';
import { pagedReader } from './paged-reader.ts';
import type { PlaceRun } from './place-runs.ts';
import type { RecordBatch } from './record-batches.ts';
import type { KafkaAddress, TopicPosition, TopicReader, TopicRecord } from './topics.ts';

/**
 * Reads topics of a Kafka cluster. Each reading opens its own connections, and always closes them. When a
 * broker does not answer, the reading continues over new ones where it was.
 *
 * It fetches from the brokers without a consumer group: nothing is committed, readers do not disturb
 * each other, and there is no wait for a group to form.
 */
export function kafkaTopicReader(address: KafkaAddress, options: KafkaOptions): TopicReader {
  const { clock } = options;
  // A new client also knows the new leader of a partition, after a broker has refused as the former one.
  const opening = { open: openKafkaCluster, keptAfter: () => false };

  async function* pagesOf(topic: string, choose: ChooseRanges, signal: AbortSignal) {
    const connection = kafkaConnection(address, options, opening);
    const ask: OpenCluster['ask'] = (call) => untilAnswered(connection, { clock, signal }, call);
    try {
      yield* clusterPages({ ask, close: connection.close }, topic, choose, signal);
    } catch (error) {
      const failure = kafkaFailure(error, topic);
      throw failure.topic === undefined ? error : failure;
    }
  }

  return pagedReader(
    {
      pages: (topic, start, signal) => pagesOf(topic, startingAt(start), signal),
      pagesAt: (topic, runs, signal) => pagesOf(topic, atRuns(runs), signal),
    },
    clock,
  );
}

/** A partition, or a part of it, and how many bytes of it are wanted if not all. */
type WantedRange = PartitionRange & { readonly bytes?: number };

/** Chooses what to read of the partitions that a topic has. */
export type ChooseRanges = (partitions: readonly PartitionRange[]) => readonly WantedRange[];

/** Everything from a position on. */
export function startingAt(start: TopicPosition): ChooseRanges {
  return (partitions) =>
    partitions.map((each) => ({
      ...each,
      low: Math.max(each.low, start.get(each.partition) ?? 0),
    }));
}

/** Runs of records, as far as the topic still has their offsets: a broker refuses others. */
export function atRuns(runs: readonly PlaceRun[]): ChooseRanges {
  return (partitions) =>
    runs.flatMap(({ partition, low, high, length }) =>
      partitions
        .filter((each) => each.partition === partition)
        .map((each) => ({
          ...each,
          low: Math.max(each.low, low),
          high: Math.min(each.high, high),
          bytes: length,
        })),
    );
}

/** A cluster that is asked again when it does not answer, over new connections. */
export type OpenCluster = {
  readonly ask: KafkaConnection<KafkaCluster>['use'];
  readonly close: () => Promise<void>;
};

/**
 * Reads one range after the other, and then disconnects. The ranges of a partition must be in order: a
 * batch that has records of several is fetched once.
 */
export async function* clusterPages(
  { ask, close }: OpenCluster,
  topic: string,
  choose: ChooseRanges,
  signal: AbortSignal,
): AsyncGenerator<readonly TopicRecord[]> {
  try {
    const readTo = new Map<number, number>();
    for (const range of choose(await ask((cluster) => partitionsOf(cluster, topic)))) {
      const { partition } = range;
      const low = Math.max(range.low, readTo.get(partition) ?? 0);
      const next = yield* partitionPages(topic, { ...range, low }, (offset, bytesMax) => {
        signal.throwIfAborted();
        return ask(async (cluster) => {
          const answer = await fetchFrom(cluster, topic, partition, offset, bytesMax);
          checkLeader(answer, range.high);
          return answer;
        });
      });
      readTo.set(partition, next);
    }
  } finally {
    await close().catch(() => {}); // The pages that were read are valid all the same.
  }
}

/** A broker that has just become the leader may not have the end of the partition yet. */
function checkLeader({ batches, highWatermark }: PartitionAnswer, high: number): void {
  if (batches.length > 0 || highWatermark >= high) return;
  throw retriableError('its new leader does not report its end yet');
}

/** Fetches the records at and after `offset` from a broker. */
export type AskPartition = (offset: number, bytesMax: number) => Promise<PartitionAnswer>;

/**
 * Reads a partition, or a part of it, page by page. Compaction leaves gaps in the offsets:
 *
 * - Before and between records, the broker continues with the next record that exists.
 * - At the end of a batch: a compacted batch keeps its first and last offset, and the broker sends it
 *   again for each removed offset. So the next fetch starts after the batch, not after its last record.
 * - Before `high`, the answer is empty although the offset is below the high watermark. Brokers before
 *   Kafka 0.10.1 also send nothing whole if the first batch does not fit in the page. So an empty answer
 *   counts as the end only if the page had room for any batch.
 *
 * A page has no more bytes than are still wanted, so that little is fetched after `high`. Returns the
 * offset up to which it has read.
 *
 * Throws the `ApiError` `TransactionOpen` where an open transaction hides the rest.
 *
 * @see https://kafka.apache.org/documentation/#recordbatch (what compaction keeps of a batch)
 */
export async function* partitionPages(
  topic: string,
  { partition, low, high, bytes = Number.POSITIVE_INFINITY }: WantedRange,
  ask: AskPartition,
): AsyncGenerator<readonly TopicRecord[], number> {
  let next = low;
  let bytesLeft = bytes;
  while (next < high) {
    const answer = await answerFrom(next, bytesLeft, ask);
    const last = answer.batches.at(-1);
    if (last === undefined) {
      checkEnd(answer, topic, partition, high);
      return high;
    }
    const records = answer.batches.flatMap((batch) => recordsFrom(next, partition, batch));
    if (records.length > 0) yield records;
    next = Math.max(next + 1, last.last + 1);
    bytesLeft -= lengthOf(records);
  }
  return next;
}

/** A page of the batches at and after `offset`; empty when there are none. */
async function answerFrom(
  offset: number,
  bytesLeft: number,
  ask: AskPartition,
): Promise<PartitionAnswer> {
  // A broker sends the first batch whole, however few bytes are wanted.
  const page = await ask(offset, Math.max(1, Math.min(bytesLeft, PAGE_BYTES_MAX)));
  return page.batches.length > 0 ? page : ask(offset, BATCH_BYTES_MAX);
}

/** The size of one page. */
const PAGE_BYTES_MAX = 1_048_576;

/** More than brokers are configured to accept in one batch. */
const BATCH_BYTES_MAX = 16_777_216;

/** Whether an answer without batches means that there are no more. */
function checkEnd(
  { lastStableOffset }: PartitionAnswer,
  topic: string,
  partition: number,
  high: number,
): void {
  if (lastStableOffset >= high) return;
  throw new ApiError('TransactionOpen', {
    detail: 'an open transaction hides what follows it',
    topic,
    place: `partition ${partition}, offset ${lastStableOffset}`,
  });
}

/** A broker sends whole batches, which may begin before the requested offset. */
function recordsFrom(
  offset: number,
  partition: number,
  { first, last, codec, records }: RecordBatch,
): readonly TopicRecord[] {
  if (records === undefined) {
    const undecoded = { firstOffset: first, codec };
    return [{ partition, offset: last, key: null, value: null, timestampMs: 0, undecoded }];
  }
  return records
    .filter((record) => record.offset >= offset)
    .map((record) => ({ partition, ...record }));
}

/** As the length of a {@link PlaceRun} counts it: no more than the bytes. */
function lengthOf(records: readonly TopicRecord[]): number {
  return records.reduce((length, { value }) => length + (value?.length ?? 0), 0);
}
