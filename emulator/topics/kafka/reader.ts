import type { IHeaders } from 'kafkajs';
import type { ReadRange } from '../topic-engine.ts';
import type { OffsetRange, TopicMessage } from '../topic-log.ts';
import type { KafkaCluster } from './client.ts';

/** A partition with the offsets that it has now, and the broker that leads it. */
export type LedPartition = OffsetRange & { readonly partition: number; readonly leader: number };

/** The partitions of a topic, in order. */
export async function partitionsOf(
  cluster: KafkaCluster,
  topic: string,
): Promise<readonly LedPartition[]> {
  await cluster.addTargetTopic(topic);
  const metadata = cluster.findTopicPartitionMetadata(topic);
  const partitions = metadata.map(({ partitionId }) => ({ partition: partitionId }));

  async function offsets(fromBeginning: boolean): Promise<ReadonlyMap<number, number>> {
    const [found] = await cluster.fetchTopicsOffset([{ topic, partitions, fromBeginning }]);
    const rows = found?.partitions ?? [];
    return new Map(rows.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  const [ends, begins] = [await offsets(false), await offsets(true)];
  return metadata
    .map(({ partitionId: partition, leader }) => {
      const [begin = 0, end = 0] = [begins.get(partition), ends.get(partition)];
      return { partition, leader, begin, end };
    })
    .sort((one, other) => one.partition - other.partition);
}

/**
 * Reads messages without a consumer group. Brokers keep no order of arrival between partitions, so
 * their timestamps decide there. In a topic with one partition, the messages that are left out are
 * counted as offsets: compaction must not change which ones follow.
 */
export async function readRange(
  cluster: KafkaCluster,
  topic: string,
  { from, limit, partition }: ReadRange,
): Promise<readonly TopicMessage[]> {
  const all = await partitionsOf(cluster, topic);
  const read = (one: LedPartition, offset: number) =>
    messagesOf(cluster, topic, { ...one, begin: Math.max(one.begin, offset) });
  const [first] = all;
  if (partition !== undefined) {
    const wanted = all.find((one) => one.partition === partition);
    return wanted === undefined ? [] : take(read(wanted, from), 0, limit);
  }
  if (first !== undefined && all.length === 1)
    return take(read(first, first.begin + from), 0, limit);
  return take(inOrderOfArrival(all.map((one) => read(one, 0))), from, limit);
}

type Messages = AsyncGenerator<TopicMessage, void>;

async function take(messages: Messages, from: number, limit: number): Promise<TopicMessage[]> {
  const taken: TopicMessage[] = [];
  let count = 0;
  if (limit === 0) return taken;
  for await (const message of messages) {
    count += 1;
    if (count > from) taken.push(message);
    if (taken.length >= limit) break;
  }
  return taken;
}

async function* inOrderOfArrival(partitions: readonly Messages[]): Messages {
  const heads = await Promise.all(partitions.map((each) => each.next()));
  for (;;) {
    const times = heads.map(({ value }) => value?.timestampMs ?? Number.POSITIVE_INFINITY);
    const next = times.indexOf(Math.min(...times));
    const message = heads[next]?.value;
    if (!message) return;
    yield message;
    heads[next] = (await partitions[next]?.next()) ?? { done: true, value: undefined };
  }
}

/** The messages of a partition whose transactions were committed. */
async function* messagesOf(
  cluster: KafkaCluster,
  topic: string,
  { partition, leader, begin, end }: LedPartition,
): Messages {
  let offset = begin;
  let emptyAnswers = 0;
  while (offset < end) {
    const position = { partition, leader, offset };
    const { messages, abortedTransactions = [] } = await fetchFrom(cluster, topic, position);
    const present = withoutAborted(messages, abortedTransactions);
    yield* present.filter(within(offset, end)).map((record) => topicMessage(partition, record));
    const last = messages.at(-1);
    emptyAnswers = last === undefined ? emptyAnswers + 1 : 0;
    if (last !== undefined) offset = Math.max(offset, Number(last.offset)) + 1;
    // Compaction may have emptied the batch at this offset, and the answer does not say where it ends.
    if (emptyAnswers > EMPTY_ANSWERS_MAX) offset += 1;
  }
}

const EMPTY_ANSWERS_MAX = 2;

/** A broker sends whole batches, which may begin before the wanted offset. */
function within(begin: number, end: number): (record: KafkaRecord) => boolean {
  return ({ offset }) => Number(offset) >= begin && Number(offset) < end;
}

type Fetched = {
  readonly messages: readonly KafkaRecord[];
  readonly abortedTransactions?: readonly AbortedTransaction[];
};

type KafkaRecord = {
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly timestamp: string;
  readonly headers?: IHeaders;
  /** The end of a transaction, which is not a message. */
  readonly isControlRecord?: boolean;
  /** Old formats omit it. */
  readonly batchContext?: { readonly producerId: string; readonly inTransaction: boolean };
};

type AbortedTransaction = { readonly producerId: string; readonly firstOffset: string };

type Position = Pick<LedPartition, 'partition' | 'leader'> & { readonly offset: number };

async function fetchFrom(
  cluster: KafkaCluster,
  topic: string,
  { partition, leader, offset }: Position,
): Promise<Fetched> {
  const broker = await cluster.findBroker({ nodeId: String(leader) });
  const wanted = { partition, fetchOffset: String(offset), maxBytes: FETCH_BYTES };
  // The client has no type for the answer, and has thrown the error of a partition already.
  const answer: { readonly responses: readonly { readonly partitions: readonly Fetched[] }[] } =
    await broker.fetch({
      maxWaitTime: 100,
      minBytes: 1,
      maxBytes: FETCH_BYTES,
      isolationLevel: READ_COMMITTED,
      topics: [{ topic, partitions: [wanted] }],
    });
  return answer.responses.flatMap(({ partitions }) => partitions)[0] ?? { messages: [] };
}

const FETCH_BYTES = 1_048_576;

const READ_COMMITTED = 1;

/**
 * Leaves out markers, and the messages of aborted transactions: those of their producers, from the first
 * offset of the transaction up to its marker.
 */
function withoutAborted(
  messages: readonly KafkaRecord[],
  aborted: readonly AbortedTransaction[],
): readonly KafkaRecord[] {
  const upcoming = [...aborted].sort(
    (one, other) => Number(one.firstOffset) - Number(other.firstOffset),
  );
  const aborting = new Set<string>();
  return messages.filter(({ offset, batchContext, isControlRecord }) => {
    for (let next = upcoming[0]; next && Number(next.firstOffset) <= Number(offset); ) {
      aborting.add(next.producerId);
      upcoming.shift();
      next = upcoming[0];
    }
    const { producerId = '', inTransaction = false } = batchContext ?? {};
    if (isControlRecord === true) {
      aborting.delete(producerId);
      return false;
    }
    return !(inTransaction && aborting.has(producerId));
  });
}

/** The message in a record of the client. Keys and values are text here, as everywhere in this cloud. */
export function topicMessage(
  partition: number,
  { offset, key, value, timestamp, headers = {} }: Omit<KafkaRecord, 'batchContext'>,
): TopicMessage {
  return {
    partition,
    offset: Number(offset),
    key: key?.toString() ?? null,
    value: value?.toString() ?? null,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, text]) => [
        name,
        String(Array.isArray(text) ? text[0] : text),
      ]),
    ),
    timestampMs: Number(timestamp),
  };
}
