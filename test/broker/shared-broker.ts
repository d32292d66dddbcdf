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
    // With ZooKeeper a topic that was deleted is in the way for a while, although no broker lists it.
    // One that is listed is this one: the client asks again where the first answer was lost.
    await onceSettled(async () => {
      const isNew = await admin.createTopics({ topics: [topic], waitForLeaders: true });
      if (isNew || (await admin.listTopics()).includes(name)) return;
      throw new Error(`A deleted topic ${name} is still in the way.`);
    });
    // A leader may not have made its partition yet: then the client sends everything again.
    await onceSettled(() => admin.fetchTopicOffsets(name));
  });
  return name;
}

export type TopicOptions = {
  readonly partitions?: number;
  readonly name?: string;
  /** Such as `cleanup.policy`. */
  readonly settings?: Readonly<Record<string, string | number>>;
};

/** Deletes a topic, and resolves when no broker has it any more. */
export async function removeTopic(name: string, brokers = inject('sharedBrokers')): Promise<void> {
  await withAdmin(brokers, async (admin) => {
    await admin.deleteTopics({ topics: [name] });
    while ((await admin.listTopics()).includes(name)) await wallClock.sleep(50);
  });
}

/** Tries again for about ten seconds, until the brokers all know that a topic is new or gone. */
export async function onceSettled<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
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
