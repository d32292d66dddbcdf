import type { PartitionMetadata } from 'kafkajs';
import { type Listeners, listeners } from '../../async/listeners.ts';
import type { TopicEngine } from '../topic-engine.ts';
import type { NewMessage, Place, TopicMessage } from '../topic-log.ts';
import { type KafkaClient, kafkaClient, reasonOf } from './client.ts';
import { consumeTopic } from './consumer.ts';
import { consumerSessions } from './consumer-sessions.ts';
import { kafkaControl, type MadeTopics, partitionCountOf } from './control.ts';
import { partitionsOf, readRange } from './reader.ts';

type KafkaEngineOptions = {
  /** Each as `host:port`. */
  readonly brokers: readonly string[];
  /** The topics of the control plane. */
  readonly names: () => readonly string[];
  /** Which topics of a cluster this cloud made, by the cluster's id. */
  readonly madeIn: (clusterId: string) => MadeTopics;
  readonly warn: (sentence: string) => void;
  /** After how long without a heartbeat the brokers take a consumer for dead; they allow six seconds. */
  readonly sessionMs?: number;
};

/**
 * The topics of brokers with the Kafka protocol.
 *
 * @throws Error in one sentence when none of them answers.
 */
export async function kafkaEngine(options: KafkaEngineOptions): Promise<TopicEngine> {
  const { brokers, names, madeIn, warn, sessionMs = 10_000 } = options;
  const client = await kafkaClient(brokers);
  const { url, withAdmin, withCluster } = client;
  const clusterId = await clusterIdOf(client);
  const sessions = consumerSessions();
  const arrivals = arrivalsByTopic();

  return {
    url,
    names,
    find: async (name) => {
      const count = await withAdmin((admin) => partitionCountOf(admin, name));
      if (count === undefined) return undefined;
      const partitions = await withCluster((cluster) => partitionsOf(cluster, name));
      const size = partitions.reduce((sum, { begin, end }) => sum + end - begin, 0);
      return { name, partitionCount: partitions.length, size };
    },
    append: (topic, messages) => append(client, topic, messages),
    read: (topic, range) => withCluster((cluster) => readRange(cluster, topic, range)),
    consume: (group, run, signal) => {
      const onFetched = arrivals.receiver(group.topic);
      return consumeTopic({ ...group, client, sessions, sessionMs, onFetched }, run, signal);
    },
    onArrival: arrivals.on,
    control: kafkaControl(client, { made: madeIn(clusterId), sessions, warn }),
    close: async () => {}, // Triggers have left their groups, and nothing else stays connected.
  };
}

async function clusterIdOf({ withAdmin, url }: KafkaClient): Promise<string> {
  try {
    return (await withAdmin((admin) => admin.describeCluster())).clusterId;
  } catch (cause) {
    throw new Error(
      `No broker with the Kafka protocol answers at ${url} (${reasonOf(cause)}): start one, or correct the address.`,
      { cause },
    );
  }
}

/** Publishes messages, each to the partition that other clients choose for its key. */
async function append(
  { withCluster, withProducer }: KafkaClient,
  topic: string,
  messages: readonly NewMessage[],
): Promise<readonly Place[]> {
  const { Partitioners } = await import('kafkajs');
  const choose = Partitioners.DefaultPartitioner();
  const partitionMetadata = await withCluster(async (cluster): Promise<PartitionMetadata[]> => {
    await cluster.addTargetTopic(topic);
    return cluster.findTopicPartitionMetadata(topic);
  });
  const sent = messages.map(({ key, value, headers }) => {
    const message = { key, value, headers: { ...headers } };
    return { ...message, partition: choose({ topic, partitionMetadata, message }) };
  });
  const stored =
    sent.length === 0
      ? []
      : await withProducer((producer) => producer.send({ topic, acks: -1, messages: sent }));
  const next = new Map(stored.map(({ partition, baseOffset }) => [partition, Number(baseOffset)]));
  return sent.map(({ partition }) => {
    const offset = next.get(partition) ?? 0;
    next.set(partition, offset + 1);
    return { partition, offset };
  });
}

/** Passes on the messages that consumers fetch, each message once. */
function arrivalsByTopic() {
  const topics = new Map<string, Listeners<readonly TopicMessage[]>>();

  function of(topic: string): Listeners<readonly TopicMessage[]> {
    const known = topics.get(topic) ?? listeners<readonly TopicMessage[]>();
    topics.set(topic, known);
    return known;
  }

  return {
    on: (topic: string, listener: (messages: readonly TopicMessage[]) => void) =>
      of(topic).add(listener),
    receiver: (topic: string) => {
      const seen = new Map<number, number>();
      return (messages: readonly TopicMessage[]) => {
        const fresh = messages.filter(
          ({ partition, offset }) => offset > (seen.get(partition) ?? -1),
        );
        for (const { partition, offset } of fresh) seen.set(partition, offset);
        if (fresh.length > 0) of(topic).notify(fresh);
      };
    },
  };
}
