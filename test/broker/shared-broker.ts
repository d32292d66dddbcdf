import { randomBytes } from 'node:crypto';
import { type ITopicConfig, Kafka, logLevel } from 'kafkajs';
import { inject } from 'vitest';
import { type Peer, startPeer } from './peer.ts';

/** Makes a topic of a random name on some brokers, by default the shared ones, and returns the name. */
export async function makeTopic(
  { partitions = 1, name = randomTopic(), settings = {} }: TopicOptions = {},
  brokers = inject('sharedBrokers'),
): Promise<string> {
  await withAdmin(brokers, async (admin) => {
    const configEntries = Object.entries(settings).map(([name, value]) => ({
      name,
      value: String(value),
    }));
    const topic: ITopicConfig = { topic: name, numPartitions: partitions, configEntries };
    await admin.createTopics({ topics: [topic], waitForLeaders: true });
  });
  return name;
}

export type TopicOptions = {
  readonly partitions?: number;
  readonly name?: string;
  /** Such as `cleanup.policy`. */
  readonly settings?: Readonly<Record<string, string | number>>;
};

/** A name that no other test has, nor another run on the same brokers. */
export function randomTopic(): string {
  return `test-${randomBytes(6).toString('hex')}`;
}

type Admin = ReturnType<Kafka['admin']>;

/** Runs something with rights to everything on some brokers. */
export async function withAdmin<T>(brokers: string, act: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await act(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Kafka's own client of some brokers, by default the shared ones. */
export function openPeer(brokers = inject('sharedBrokers')): Peer {
  return startPeer(inject('kafka'), brokers);
}
