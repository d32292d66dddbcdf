import type { Broker, Cluster } from 'kafkajs';
import { type FetchAnswer, type PartitionAnswer, readFetchAnswer } from './fetch-answer.ts';
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
      // For the ends of partitions: what follows an open transaction then counts, so that it is missed.
      readUncommitted: true,
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
  readonly findBroker: (node: { nodeId: string }) => Promise<FetchingBroker>;
};

/** A connected broker. Its look-up of the protocol is not in the client's types. */
export type FetchingBroker = Pick<Broker, 'fetch'> & { readonly lookupRequest?: LookUp };

/** Makes the calls of an API in the newest version that the client and the broker know. */
type LookUp = (api: number, definition: unknown) => (parameters: unknown) => ClientCall;

type ClientCall = {
  readonly request: { readonly apiVersion: number };
  readonly response: {
    readonly decode: (bytes: Buffer) => Promise<unknown>;
    /** Throws the first error code in a decoded answer. */
    readonly parse: (answer: unknown) => Promise<unknown>;
  };
};

/** A partition of a Kafka topic, from the offset `low` up to and excluding `high`. */
export type PartitionRange = {
  readonly partition: number;
  readonly low: number;
  readonly high: number;
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
 * the first one even if it has more than `maxBytes`. Records of open transactions, and what follows them,
 * are not among them. Connects the cluster.
 */
export async function fetchFrom(
  cluster: KafkaCluster,
  topic: string,
  partition: number,
  offset: number,
  maxBytes: number,
): Promise<PartitionAnswer> {
  const nodeId = await leaderOf(cluster, topic, partition);
  const broker = decodingBroker(await cluster.findBroker({ nodeId }));
  const wanted = { partition, fetchOffset: String(offset), maxBytes };
  const answer: FetchAnswer = await broker.fetch({
    isolationLevel: READ_COMMITTED,
    maxWaitTime: EMPTY_WAIT_MS,
    minBytes: 1,
    maxBytes,
    topics: [{ topic, partitions: [wanted] }],
  });
  const [found] = answer.responses.flatMap(({ partitions }) => partitions);
  if (found !== undefined) return found;
  throw new Error(`no broker answered for its partition ${partition}`);
}

const READ_COMMITTED = 1;

async function leaderOf(cluster: KafkaCluster, topic: string, partition: number): Promise<string> {
  await cluster.addTargetTopic(topic); // Asks the brokers unless they have been asked.
  const metadata = cluster.findTopicPartitionMetadata(topic);
  const found = metadata.find(({ partitionId }) => partitionId === partition);
  if (found !== undefined) return String(found.leader);
  throw retriableError(`no broker reported its partition ${partition}`);
}

/** How long a broker with nothing to send waits for new records. */
const EMPTY_WAIT_MS = 100;

/**
 * The same broker, whose answers to a fetch are decoded here. The client still makes the call and throws
 * the errors that the answer has.
 *
 * @see {@link readFetchAnswer} for the reason
 */
function decodingBroker(broker: FetchingBroker): FetchingBroker {
  const { lookupRequest: lookUp } = broker;
  if (lookUp === undefined) return broker;
  const lookupRequest: LookUp = (api, definition) => (parameters) => {
    const call = lookUp(api, definition)(parameters);
    const decode = (bytes: Buffer) => readFetchAnswer(call.request.apiVersion, bytes);
    return { ...call, response: { ...call.response, decode } };
  };
  return Object.create(broker, { lookupRequest: { value: lookupRequest } });
}
