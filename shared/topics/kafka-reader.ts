import type { Broker, Cluster } from 'kafkajs';
import type { Clock } from '../tenant-key/ports.ts';
import { kafkaClient } from './kafka.ts';
import { pagedReader } from './paged-reader.ts';
import type { TopicReader, TopicRecord } from './topics.ts';

/**
 * Reads topics of a Kafka cluster. Each reading opens its own connections, and always closes them.
 *
 * It fetches from the brokers without a consumer group: nothing is committed, readers do not disturb
 * each other, and there is no wait for a group to form.
 */
export function kafkaTopicReader(brokers: readonly string[], clock: Clock): TopicReader {
  return pagedReader(async function* (topic, signal) {
    yield* clusterPages(await openCluster(brokers), topic, signal);
  }, clock);
}

/** The subset of the client's cluster that is used. */
export type KafkaCluster = Pick<
  Cluster,
  'connect' | 'disconnect' | 'addTargetTopic' | 'findTopicPartitionMetadata' | 'fetchTopicsOffset'
> & {
  readonly findBroker: (node: { nodeId: string }) => Promise<Pick<Broker, 'fetch'>>;
};

/** Reads one partition after the other, and then disconnects. */
export async function* clusterPages(
  cluster: KafkaCluster,
  topic: string,
  signal: AbortSignal,
): AsyncGenerator<readonly TopicRecord[]> {
  try {
    await cluster.connect();
    await cluster.addTargetTopic(topic);
    for (const range of await partitionsOf(cluster, topic)) {
      yield* partitionPages(range, (offset, bytesMax) => {
        signal.throwIfAborted();
        return ask(cluster, topic, range, offset, bytesMax);
      });
    }
  } finally {
    await cluster.disconnect().catch(() => {}); // The pages that were read are valid all the same.
  }
}

/**
 * Gets the cluster from the client, which passes it to assigners of partitions alone. The group is never
 * joined.
 *
 * @see https://kafka.js.org/docs/consuming#custom-partition-assigner
 */
async function openCluster(brokers: readonly string[]): Promise<Cluster> {
  const { PartitionAssigners } = await import('kafkajs');
  const kafka = await kafkaClient(brokers);
  return new Promise((resolve) => {
    kafka.consumer({
      groupId: 'tenant-keys-operator',
      allowAutoTopicCreation: false,
      partitionAssigners: [
        (config) => {
          resolve(config.cluster);
          return PartitionAssigners.roundRobin(config);
        },
      ],
    });
  });
}

type Partition = PartitionRange & { readonly leader: number };

async function partitionsOf(cluster: KafkaCluster, topic: string): Promise<readonly Partition[]> {
  const metadata = cluster.findTopicPartitionMetadata(topic);
  const partitions = metadata.map(({ partitionId }) => ({ partition: partitionId }));

  async function offsets(fromBeginning: boolean): Promise<ReadonlyMap<number, number>> {
    const [found] = await cluster.fetchTopicsOffset([{ topic, partitions, fromBeginning }]);
    const pairs = found?.partitions ?? [];
    return new Map(pairs.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  const highs = await offsets(false);
  const lows = await offsets(true);
  return metadata.map(({ partitionId: partition, leader }) => {
    const [low, high] = [lows.get(partition), highs.get(partition)];
    if (low !== undefined && high !== undefined) return { partition, leader, low, high };
    throw new Error(`no broker reported the offsets of its partition ${partition}`);
  });
}

async function ask(
  cluster: KafkaCluster,
  topic: string,
  { partition, leader }: Partition,
  offset: number,
  maxBytes: number,
): Promise<PartitionAnswer> {
  const broker = await cluster.findBroker({ nodeId: String(leader) });
  const wanted = { partition, fetchOffset: String(offset), maxBytes };
  const answer: FetchAnswer = await broker.fetch({
    maxWaitTime: EMPTY_WAIT_MS,
    minBytes: 1,
    maxBytes,
    topics: [{ topic, partitions: [wanted] }],
  });
  const [found] = answer.responses.flatMap(({ partitions }) => partitions);
  if (found !== undefined) return found;
  throw new Error(`no broker answered for its partition ${partition}`);
}

/** How long a broker with nothing to send waits for new records. */
const EMPTY_WAIT_MS = 100;

/** The client has no type for it, and has thrown the error of a partition already. */
type FetchAnswer = {
  readonly responses: readonly { readonly partitions: readonly PartitionAnswer[] }[];
};

/** A partition of a Kafka topic, from the offset `low` up to and excluding `high`. */
type PartitionRange = {
  readonly partition: number;
  readonly low: number;
  readonly high: number;
};

/** A broker's answer for one partition, as the client decodes it. */
export type PartitionAnswer = {
  readonly highWatermark: string;
  /** Where the first open transaction begins. A broker sends nothing after it. Old ones omit it. */
  readonly lastStableOffset?: string;
  readonly messages: readonly KafkaRecord[];
};

export type KafkaRecord = {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly timestamp: string;
  /** The end of a transaction, which is not a message. */
  readonly isControlRecord?: boolean;
  /** Where the batch of the record begins and ends. Old formats omit it. */
  readonly batchContext?: { readonly firstOffset: string; readonly lastOffsetDelta: number };
};

/** Fetches the records at and after `offset` from a broker. */
export type AskPartition = (offset: number, bytesMax: number) => Promise<PartitionAnswer>;

/**
 * Reads a partition page by page. Compaction leaves gaps in the offsets:
 *
 * - Before and between records, the broker continues with the next record that exists.
 * - At the end of a batch: a compacted batch keeps its first and last offset, and the broker sends it
 *   again for each removed offset. So the next fetch starts after the batch, not after its last record.
 * - Before `high`, the answer is empty although the offset is below the high watermark. The client also
 *   returns an empty answer when a batch without records precedes one that does not fit in the page. So
 *   an empty answer counts as the end only if the page had room for any batch.
 *
 * @see https://kafka.apache.org/documentation/#recordbatch (what compaction keeps of a batch)
 * @see https://github.com/tulios/kafkajs/issues/1072 (the client's own consumer hangs there)
 */
export async function* partitionPages(
  { partition, low, high }: PartitionRange,
  ask: AskPartition,
): AsyncGenerator<readonly TopicRecord[]> {
  let next = low;
  while (next < high) {
    const messages = await messagesFrom(next, high, ask);
    const last = messages.at(-1);
    if (last === undefined) return;
    const records = recordsFrom(next, partition, messages);
    if (records.length > 0) yield records;
    next = Math.max(next + 1, endOfBatch(last));
  }
}

/** A page of the records at and after `offset`; empty when there are none. */
async function messagesFrom(
  offset: number,
  high: number,
  ask: AskPartition,
): Promise<readonly KafkaRecord[]> {
  const page = await ask(offset, PAGE_BYTES_MAX);
  if (page.messages.length > 0) return page.messages;
  const batch = await ask(offset, BATCH_BYTES_MAX);
  if (batch.messages.length > 0) return batch.messages;
  // A broker that has just become the leader may not have the end of the partition yet.
  const { highWatermark, lastStableOffset = highWatermark } = batch;
  if (Number(highWatermark) < high) throw new Error('its new leader does not report its end yet');
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
