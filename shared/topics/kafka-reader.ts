import type { Broker, Cluster } from 'kafkajs';
import type { Clock } from '../tenant-key/ports.ts';
import { pagedReader } from './http.ts';
import { kafkaClient } from './kafka.ts';
import type { TopicReader, TopicRecord } from './topics.ts';

/**
 * Reads topics of a Kafka cluster. Each reading has connections of its own, which are closed at its
 * end, however it ends.
 *
 * The brokers are asked directly: no consumer group is joined, so nothing is committed, readers do not
 * disturb each other, and no time goes by until a group has formed.
 */
export function kafkaTopicReader(brokers: readonly string[], clock: Clock): TopicReader {
  return pagedReader(async function* (topic, signal) {
    yield* clusterPages(await openCluster(brokers), topic, signal);
  }, clock);
}

/** The part of the client's cluster that we use. */
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
    await cluster.disconnect().catch(() => {}); // What has been read has been read.
  }
}

/**
 * The client gives its cluster to whoever shares out the partitions of a group, and to nobody else.
 * The group is never joined.
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
    throw new Error(`no broker told where its partition ${partition} begins and ends`);
  });
}

/** How long a broker waits for something to come when it has nothing to send. */
const EMPTY_WAIT_MS = 100;

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

/** The client does not type it. A partition's error it has thrown already. */
type FetchAnswer = {
  readonly responses: readonly { readonly partitions: readonly PartitionAnswer[] }[];
};

/** A partition of a Kafka topic, from the offset `low` up to, not including, `high`. */
export type PartitionRange = {
  readonly partition: number;
  readonly low: number;
  readonly high: number;
};

/** What a broker answers about one partition, as the client decodes it. */
export type PartitionAnswer = {
  readonly highWatermark: string;
  /** Where the first open transaction begins, behind which a broker sends nothing; old ones do not tell. */
  readonly lastStableOffset?: string;
  readonly messages: readonly KafkaRecord[];
};

export type KafkaRecord = {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly timestamp: string;
  /** The end of a transaction, which is nobody's message. */
  readonly isControlRecord?: boolean;
  /** Where the batch of the record begins and ends; old formats do not tell. */
  readonly batchContext?: { readonly firstOffset: string; readonly lastOffsetDelta: number };
};

/** Asks a broker for what lies at `offset` and after it. */
export type AskPartition = (offset: number, bytesMax: number) => Promise<PartitionAnswer>;

/** What one page takes. */
const PAGE_BYTES_MAX = 1_048_576;

/** More than any broker is set to take in one batch. */
const BATCH_BYTES_MAX = 16_777_216;

/**
 * Reads a partition page by page, whatever compaction has taken out of it. Offsets then have gaps:
 *
 * - Before and between records: the broker goes on to the next record that is there.
 * - At the end of a batch: a batch keeps its first and last offset when its records go, and the broker
 *   sends it again for each of the offsets that are gone. So the next to ask for is what follows the
 *   batch, not what follows its last record.
 * - Before `high`: the answer is empty although the offset is below the high watermark. The client
 *   shows an empty answer, too, when a batch without any record comes before one that did not fit in
 *   the page whole. So the end is believed only when there was room for any batch.
 *
 * @see https://kafka.apache.org/documentation/#recordbatch (what compaction keeps of a batch)
 * @see https://github.com/tulios/kafkajs/issues/1072 (the client's own consumer waits there for ever)
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

/** A page of what lies at `offset` and after it; empty when nothing does. */
async function messagesFrom(
  offset: number,
  high: number,
  ask: AskPartition,
): Promise<readonly KafkaRecord[]> {
  const page = await ask(offset, PAGE_BYTES_MAX);
  if (page.messages.length > 0) return page.messages;
  const batch = await ask(offset, BATCH_BYTES_MAX);
  if (batch.messages.length > 0) return batch.messages;
  // A broker that has just become the leader may not know yet how far the partition goes.
  const { highWatermark, lastStableOffset = highWatermark } = batch;
  if (Number(highWatermark) < high) throw new Error('its new leader does not know its end yet');
  if (Number(lastStableOffset) < high) throw new Error('an open transaction hides its end');
  return [];
}

/** A broker sends whole batches, which may begin before the offset that was asked for. */
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
