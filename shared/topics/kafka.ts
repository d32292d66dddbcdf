import type { Kafka, Message, Producer, SASLOptions } from 'kafkajs';
import { ApiError } from '../tenant-key/api-error.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { within } from '../tenant-key/time.ts';
import { kafkaFailure } from './kafka-failure.ts';
import { brokerSockets } from './kafka-sockets.ts';
import type { BrokerAccess, TopicMessage, Topics } from './topics.ts';

/**
 * Publishes to topics of a Kafka cluster. The client is loaded and connected when the first message is
 * published, and then kept.
 *
 * The producer is not an idempotent one. That kind must retry without limit, and its sequence numbers are
 * state that the broker forgets while the platform freezes the instance. Repeats are byte-identical, so
 * duplicates do no harm.
 */
export function kafkaTopics(options: KafkaOptions, clock: Clock): Topics {
  let connected: Promise<Producer> | undefined;
  let untrusted: Error | undefined;

  function onUntrusted(error: Error): void {
    untrusted = error;
  }

  async function producer(): Promise<Producer> {
    untrusted = undefined;
    connected ??= connect(options, onUntrusted).catch((error: unknown) => {
      connected = undefined; // The next message connects again.
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
        // Such a client has left its brokers out, and would never find that a certificate was renewed.
        if (untrusted !== undefined) connected = undefined;
        throw kafkaFailure(untrusted ?? error, topic);
      });
      if (acknowledged !== undefined) return;
      if (untrusted !== undefined) throw kafkaFailure(untrusted, topic);
      throw new ApiError('TopicsUnavailable', { detail: 'no acknowledgement before the deadline' });
    },
    close: async () => {
      const open = await connected?.catch(() => undefined);
      await open?.disconnect();
    },
  };
}

async function connect(
  options: KafkaOptions,
  onUntrusted: (error: Error) => void,
): Promise<Producer> {
  const { Partitioners } = await import('kafkajs');
  const producer = (await kafkaClient({ ...options, onUntrusted })).producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return producer;
}

function kafkaMessage({ key, value, headers }: TopicMessage): Message {
  return { key: key ?? null, value, ...(headers === undefined ? {} : { headers: { ...headers } }) };
}

/** How long the client waits for a connection or an answer, and a broker for its replicas. */
const KAFKA_WAIT_MS = 3_000;

/** A Kafka cluster, and how it is asked for access. */
export type KafkaOptions = BrokerAccess & {
  readonly brokers: readonly string[];
  /** Receives the error of each connection to a broker whose certificate is not trusted. */
  readonly onUntrusted?: (error: Error) => void;
};

/** The client of a Kafka cluster. The package is loaded on the first call; nothing is connected yet. */
export async function kafkaClient({
  brokers,
  sasl,
  ssl,
  onUntrusted = () => {},
}: KafkaOptions): Promise<Kafka> {
  const { Kafka, logLevel } = await import('kafkajs');
  return new Kafka({
    clientId: 'tenant-keys',
    ...brokerSockets(brokers, onUntrusted),
    ...(sasl === undefined ? {} : { sasl: { ...sasl } as SASLOptions }),
    ...(ssl === undefined ? {} : { ssl: ssl.ca === undefined ? {} : { ca: [...ssl.ca] } }),
    connectionTimeout: KAFKA_WAIT_MS,
    requestTimeout: KAFKA_WAIT_MS,
    retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000 },
    logLevel: logLevel.NOTHING, // Failures are thrown, and logged where they are handled.
  });
}
