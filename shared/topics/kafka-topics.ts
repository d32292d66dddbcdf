import type { Message, Producer } from 'kafkajs';
import { ApiError } from '../tenant-key/api-error.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { within } from '../tenant-key/time.ts';
import { KAFKA_WAIT_MS, kafkaClient } from './kafka-client.ts';
import { kafkaFailure } from './kafka-failure.ts';
import type { TopicMessage, Topics } from './topics.ts';

/**
 * Topics of a Kafka cluster. The client is loaded and connected when the first message is published,
 * and then kept.
 *
 * The producer is not the "idempotent" kind: that one must retry without end, and counts in a state
 * that the broker forgets while the platform freezes the instance. A repeat of ours is byte-identical.
 */
export function kafkaTopics(brokers: readonly string[], clock: Clock): Topics {
  let connected: Promise<Producer> | undefined;

  async function producer(): Promise<Producer> {
    connected ??= connect(brokers).catch((error: unknown) => {
      connected = undefined; // The next message tries again.
      throw error;
    });
    return connected;
  }

  return {
    publish: async (topic, messages, deadlineMs) => {
      const acknowledged = await within(deadlineMs - clock.nowMs(), clock, async () => {
        const timeout = KAFKA_WAIT_MS;
        const record = { topic, messages: messages.map(kafkaMessage), acks: -1, timeout };
        return (await producer()).send(record);
      }).catch((error: unknown) => {
        throw kafkaFailure(error);
      });
      if (acknowledged !== undefined) return;
      throw new ApiError('TopicsUnavailable', { detail: 'no acknowledgement before the deadline' });
    },
    close: async () => {
      const open = await connected?.catch(() => undefined);
      await open?.disconnect();
    },
  };
}

async function connect(brokers: readonly string[]): Promise<Producer> {
  const { Partitioners } = await import('kafkajs');
  const producer = (await kafkaClient(brokers)).producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return producer;
}

function kafkaMessage({ key, value, headers }: TopicMessage): Message {
  return { key: key ?? null, value, ...(headers === undefined ? {} : { headers: { ...headers } }) };
}
