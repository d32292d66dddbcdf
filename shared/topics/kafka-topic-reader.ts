import type { Broker, Cluster } from 'kafkajs';
import type { Clock } from '../tenant-key/ports.ts';
import { kafkaClient } from './kafka-client.ts';
import { pagedReader } from './paged-reader.ts';
import { type PartitionAnswer, type PartitionRange, partitionPages } from './partition-pages.ts';
import type { TopicReader, TopicRecord } from './topic-reader.ts';

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
