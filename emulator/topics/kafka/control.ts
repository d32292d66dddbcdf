import type { Admin } from 'kafkajs';
import type { TopicControl, TopicSettings } from '../topic-engine.ts';
import type { OffsetRange } from '../topic-log.ts';
import { hasType, type KafkaClient } from './client.ts';
import type { ConsumerSessions } from './consumer-sessions.ts';
import { partitionsOf } from './reader.ts';

/** Which topics of the brokers this cloud made. */
export type MadeTopics = {
  readonly has: (name: string) => boolean;
  readonly add: (name: string) => void;
  readonly remove: (name: string) => void;
};

type ControlOptions = {
  readonly made: MadeTopics;
  readonly sessions: ConsumerSessions;
  /** Receives one sentence about a topic that is not as a call wanted it. */
  readonly warn: (sentence: string) => void;
};

export function kafkaControl(
  client: KafkaClient,
  { made, sessions, warn }: ControlOptions,
): TopicControl {
  const { withAdmin, withCluster, url } = client;

  async function create(topic: TopicSettings): Promise<void> {
    await withAdmin(async (admin) => {
      if (await createTopic(admin, topic)) made.add(topic.name);
      else if (!(await isAsWanted(admin, topic))) warn(`${existing(topic.name)} is used as it is.`);
    });
  }

  const existing = (name: string) => `The topic ${name} was at ${url} before this local cloud, and`;

  return {
    create,
    addPartitions: async (name, total) => {
      if (!made.has(name)) return warn(`${existing(name)} keeps its partitions.`);
      await withAdmin(async (admin) => {
        const found = await partitionCountOf(admin, name);
        if (found !== undefined && found >= total) return;
        await admin.createPartitions({ topicPartitions: [{ topic: name, count: total }] });
      });
    },
    change: async (topic) => {
      if (made.has(topic.name)) await withAdmin((admin) => changeSettings(admin, topic));
      else warn(`${existing(topic.name)} keeps its settings.`);
    },
    remove: async (name) => {
      if (made.has(name)) await withAdmin((admin) => deleteTopic(admin, name));
      else warn(`${existing(name)} stays there: delete it with a tool of Kafka.`);
      made.remove(name);
    },
    reset: (topics) =>
      sessions.whileStopped(async () => {
        for (const topic of topics) {
          if (made.has(topic.name)) await withAdmin((admin) => recreate(admin, topic));
          else warn(`${existing(topic.name)} keeps its messages.`);
        }
      }),
    offsets: async (name): Promise<readonly OffsetRange[]> => {
      const count = await withAdmin((admin) => partitionCountOf(admin, name));
      return count === undefined ? [] : withCluster((cluster) => partitionsOf(cluster, name));
    },
  };
}

/** How many partitions a topic has; undefined if there is none. Creates no topic by asking. */
export async function partitionCountOf(admin: Admin, name: string): Promise<number | undefined> {
  if (!(await admin.listTopics()).includes(name)) return undefined;
  const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
  return topics[0]?.partitions.length;
}

/** Returns false if the topic exists already. */
async function createTopic(admin: Admin, topic: TopicSettings): Promise<boolean> {
  const replicas = await replicasOf(admin, topic);
  return admin.createTopics({
    topics: [
      {
        topic: topic.name,
        numPartitions: topic.partitions,
        replicationFactor: replicas,
        configEntries: entriesOf(topic, replicas),
      },
    ],
  });
}

/** Whether a topic that exists has the partitions and the clean-up policy that a call wanted. */
async function isAsWanted(admin: Admin, topic: TopicSettings): Promise<boolean> {
  const partitions = await partitionCountOf(admin, topic.name);
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: TOPIC, name: topic.name, configNames: ['cleanup.policy'] }],
  });
  const policy = resources[0]?.configEntries[0]?.configValue;
  return partitions === topic.partitions && policy === topic.cleanUpPolicy;
}

/** A topic cannot have more replicas than there are brokers, which on one machine may be one. */
async function replicasOf(admin: Admin, { replicas }: TopicSettings): Promise<number> {
  const { brokers } = await admin.describeCluster();
  return Math.min(replicas, brokers.length);
}

/** @see https://kafka.apache.org/documentation/#topicconfigs */
function entriesOf(topic: TopicSettings, replicas: number): { name: string; value: string }[] {
  return [
    { name: 'cleanup.policy', value: topic.cleanUpPolicy },
    { name: 'retention.ms', value: String(topic.retentionMs) },
    ...(topic.maxMessageBytes === undefined
      ? []
      : [{ name: 'max.message.bytes', value: String(topic.maxMessageBytes) }]),
    { name: 'min.insync.replicas', value: String(Math.min(topic.minInsyncReplicas, replicas)) },
    { name: 'unclean.leader.election.enable', value: String(topic.uncleanLeaderElection === 1) },
  ];
}

/** The client replaces all settings of a topic, so those that others set are written again. */
async function changeSettings(admin: Admin, topic: TopicSettings): Promise<void> {
  const entries = entriesOf(topic, await replicasOf(admin, topic));
  const resource = { type: TOPIC, name: topic.name };
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [resource],
  });
  const others = (resources[0]?.configEntries ?? []).filter(
    ({ configName, configSource }) =>
      Number(configSource) === SET_FOR_TOPIC && !entries.some(({ name }) => name === configName),
  );
  const kept = others.map(({ configName, configValue }) => ({
    name: configName,
    value: configValue,
  }));
  const configEntries = [...entries, ...kept];
  await admin.alterConfigs({ validateOnly: false, resources: [{ ...resource, configEntries }] });
}

/** The numbers of the protocol: the client declares them as enums, which are loaded with it. */
const TOPIC = 2;
const SET_FOR_TOPIC = 1;

async function deleteTopic(admin: Admin, name: string): Promise<void> {
  try {
    await admin.deleteTopics({ topics: [name] });
  } catch (error) {
    if (!hasType(error, NO_TOPIC)) throw error;
  }
}

const NO_TOPIC: ReadonlySet<string> = new Set(['UNKNOWN_TOPIC_OR_PARTITION']);

/** Brokers may take a moment until a deleted topic is gone. */
async function recreate(admin: Admin, topic: TopicSettings): Promise<void> {
  await deleteTopic(admin, topic.name);
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    if (await createTopic(admin, topic)) return;
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
  }
  throw new Error(`the topic ${topic.name} is still being deleted`);
}

const TRIES_MAX = 50;
const TRY_AGAIN_MS = 200;
