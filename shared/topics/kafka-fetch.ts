import type { Broker, Cluster } from 'kafkajs';
import { kafkaClient } from './kafka.ts';
import { retriableError } from './kafka-connection.ts';
import type { KafkaSockets } from './kafka-sockets.ts';
import type { KafkaAddress } from './topics.ts';

/**
 * Opens a Kafka cluster for fetches from its brokers. The client has no operation for this, so it takes
 * the cluster that the client passes to assigners of partitions, which is documented and typed. Nothing
 * is connected yet, and the group is never joined.
 *
 * A consumer of the client would not do, for four reasons:
 *
 * - It does not advance past a response that compaction has emptied, so it may wait forever at the end
 *   of a partition.
 * - It cannot read single records: a seek needs a group, and takes effect at some later fetch.
 * - It commits offsets, also without being asked to when one is out of range, so it would need more
 *   rights than to read.
 * - A group takes seconds to form, and two readers take partitions from each other.
 *
 * @see https://kafka.js.org/docs/consuming#custom-partition-assigner
 * @see https://github.com/tulios/kafkajs/issues/1072 (the consumer that does not advance)
 */
export async function openKafkaCluster(
  address: KafkaAddress,
  sockets: KafkaSockets,
): Promise<KafkaCluster> {
  const { PartitionAssigners } = await import('kafkajs');
  const kafka = await kafkaClient(address, sockets);
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

/** The subset of the client's cluster that is used. */
export type KafkaCluster = Pick<
  Cluster,
  'connect' | 'disconnect' | 'addTargetTopic' | 'findTopicPartitionMetadata' | 'fetchTopicsOffset'
> & {
  readonly findBroker: (node: { nodeId: string }) => Promise<Pick<Broker, 'fetch'>>;
};

/** A partition of a Kafka topic, from the offset `low` up to and excluding `high`. */
export type PartitionRange = {
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

/** The partitions of a topic with the offsets that they have now. Connects the cluster. */
export async function partitionsOf(
  cluster: KafkaCluster,
  topic: string,
): Promise<readonly PartitionRange[]> {
  await cluster.connect();
  await cluster.addTargetTopic(topic);
  const metadata = cluster.findTopicPartitionMetadata(topic);
  const partitions = metadata.map(({ partitionId }) => ({ partition: partitionId }));

  async function offsets(fromBeginning: boolean): Promise<ReadonlyMap<number, number>> {
    const [found] = await cluster.fetchTopicsOffset([{ topic, partitions, fromBeginning }]);
    const pairs = found?.partitions ?? [];
    return new Map(pairs.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  const highs = await offsets(false);
  const lows = await offsets(true);
  return metadata.map(({ partitionId: partition }) => {
    const [low, high] = [lows.get(partition), highs.get(partition)];
    if (low !== undefined && high !== undefined) return { partition, low, high };
    throw new Error(`no broker reported the offsets of its partition ${partition}`);
  });
}

/**
 * Fetches the records at and after `offset` from the broker that leads their partition: whole batches,
 * the first one even if it has more than `maxBytes`. Connects the cluster.
 */
export async function fetchFrom(
  cluster: KafkaCluster,
  topic: string,
  partition: number,
  offset: number,
  maxBytes: number,
): Promise<PartitionAnswer> {
  const broker = await cluster.findBroker({ nodeId: await leaderOf(cluster, topic, partition) });
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

async function leaderOf(cluster: KafkaCluster, topic: string, partition: number): Promise<string> {
  await cluster.addTargetTopic(topic); // Asks the brokers unless they have been asked.
  const metadata = cluster.findTopicPartitionMetadata(topic);
  const found = metadata.find(({ partitionId }) => partitionId === partition);
  if (found !== undefined) return String(found.leader);
  throw retriableError(`no broker reported its partition ${partition}`);
}

/** How long a broker with nothing to send waits for new records. */
const EMPTY_WAIT_MS = 100;

/** The client has no type for it, and has thrown the error of a partition already. */
type FetchAnswer = {
  readonly responses: readonly { readonly partitions: readonly PartitionAnswer[] }[];
};
