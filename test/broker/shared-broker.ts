import { randomBytes } from 'node:crypto';
import { type ITopicConfig, Kafka, logLevel } from 'kafkajs';
import { inject } from 'vitest';
import { wallClock } from '../wall-clock.ts';
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
    // A leader may not have made its partition yet: then the client sends everything again.
    await onceKnown(() => admin.fetchTopicOffsets(name));
  });
  return name;
}

export type TopicOptions = {
  readonly partitions?: number;
  readonly name?: string;
  /** Such as `cleanup.policy`. */
  readonly settings?: Readonly<Record<string, string | number>>;
};

/** Asks again while the brokers do not all know a new topic, for at most ten seconds. */
export async function onceKnown<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 100) throw error;
      await wallClock.sleep(100);
    }
  }
}

/** A name that no other test has, nor another run on the same brokers. */
export function randomTopic(): string {
  return `test-${randomBytes(6).toString('hex')}`;
}

type Admin = ReturnType<Kafka['admin']>;

/** Runs something with rights to everything on some brokers. */
export async function withAdmin<T>(brokers: string, act: (admin: Admin) => Promise<T>): Promise<T> {
  // A broker that hangs is asked for as long as the others list it.
  const patience = { connectionTimeout: 2_000, requestTimeout: 3_000 };
  const options = { brokers: brokers.split(','), logLevel: logLevel.NOTHING, ...patience };
  const admin = new Kafka(options).admin();
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
