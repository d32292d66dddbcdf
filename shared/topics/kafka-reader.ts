import {
  type KafkaConnection,
  type KafkaOptions,
  kafkaConnection,
  retriableError,
  untilAnswered,
} from './kafka-connection.ts';
import {
  fetchFrom,
  type KafkaCluster,
  type KafkaRecord,
  openKafkaCluster,
  type PartitionAnswer,
  type PartitionRange,
  partitionsOf,
} from './kafka-fetch.ts';
import { pagedReader } from './paged-reader.ts';
import type { PlaceRun } from './place-runs.ts';
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

  function open(signal: AbortSignal): OpenCluster {
    const connection = kafkaConnection(address, options, opening);
    const ask: OpenCluster['ask'] = (call) => untilAnswered(connection, clock, signal, call);
    return { ask, close: connection.close };
  }

  return pagedReader(
    {
      pages: async function* (topic, start, signal) {
        yield* clusterPages(open(signal), topic, startingAt(start), signal);
      },
      pagesAt: async function* (topic, runs, signal) {
        yield* clusterPages(open(signal), topic, atRuns(runs), signal);
      },
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
      const next = yield* partitionPages({ ...range, low }, (offset, bytesMax) => {
        signal.throwIfAborted();
        return ask(async (cluster) => {
          const answer = await fetchFrom(cluster, topic, partition, offset, bytesMax);
          checkEnd(answer, range.high);
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
function checkEnd({ messages, highWatermark }: PartitionAnswer, high: number): void {
  if (messages.length > 0 || Number(highWatermark) >= high) return;
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
 * - Before `high`, the answer is empty although the offset is below the high watermark. The client also
 *   returns an empty answer when a batch without records precedes one that does not fit in the page. So
 *   an empty answer counts as the end only if the page had room for any batch.
 *
 * A page has no more bytes than are still wanted, so that little is fetched after `high`. Returns the
 * offset up to which it has read.
 *
 * @see https://kafka.apache.org/documentation/#recordbatch (what compaction keeps of a batch)
 * @see https://github.com/tulios/kafkajs/issues/1072 (the client's own consumer hangs there)
 */
export async function* partitionPages(
  { partition, low, high, bytes = Number.POSITIVE_INFINITY }: WantedRange,
  ask: AskPartition,
): AsyncGenerator<readonly TopicRecord[], number> {
  let next = low;
  let bytesLeft = bytes;
  while (next < high) {
    const messages = await messagesFrom(next, high, bytesLeft, ask);
    const last = messages.at(-1);
    if (last === undefined) return high;
    const records = recordsFrom(next, partition, messages);
    if (records.length > 0) yield records;
    next = Math.max(next + 1, endOfBatch(last));
    bytesLeft -= lengthOf(records);
  }
  return next;
}

/** A page of the records at and after `offset`; empty when there are none. */
async function messagesFrom(
  offset: number,
  high: number,
  bytesLeft: number,
  ask: AskPartition,
): Promise<readonly KafkaRecord[]> {
  // A broker sends the first batch whole, however few bytes are wanted.
  const wanted = Math.max(1, Math.min(bytesLeft, PAGE_BYTES_MAX));
  for (const bytesMax of new Set([wanted, PAGE_BYTES_MAX])) {
    const { messages } = await ask(offset, bytesMax);
    if (messages.length > 0) return messages;
  }
  const batch = await ask(offset, BATCH_BYTES_MAX);
  if (batch.messages.length > 0) return batch.messages;
  const { highWatermark, lastStableOffset = highWatermark } = batch;
  if (Number(lastStableOffset) < high) throw new Error('an open transaction hides its end');
  return [];
}

/** The size of one page. */
const PAGE_BYTES_MAX = 1_048_576;

/** More than brokers are configured to accept in one batch. */
const BATCH_BYTES_MAX = 16_777_216;

/** A broker sends whole batches, which may begin before the requested offset. */
function recordsFrom(
  offset: number,
  partition: number,
  messages: readonly KafkaRecord[],
): readonly TopicRecord[] {
  return messages
    .filter((message) => Number(message.offset) >= offset && message.isControlRecord !== true)
    .map((message) => ({
      partition,
      offset: Number(message.offset),
      key: message.key?.toString() ?? null,
      value: message.value?.toString() ?? null,
      timestampMs: Number(message.timestamp),
    }));
}

/** The offset that follows the batch of a record. */
function endOfBatch({ offset, batchContext }: KafkaRecord): number {
  if (batchContext === undefined) return Number(offset) + 1;
  return Number(batchContext.firstOffset) + batchContext.lastOffsetDelta + 1;
}

/** As the length of a {@link PlaceRun} counts it: no more than the bytes. */
function lengthOf(records: readonly TopicRecord[]): number {
  return records.reduce((length, { value }) => length + (value?.length ?? 0), 0);
}
