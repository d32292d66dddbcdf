import type { ICustomPartitioner, Kafka, Message, Producer } from 'kafkajs';
import { ApiError } from '../tenant-key/api-error.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { within } from '../tenant-key/time.ts';
import type { TopicMessage, Topics } from './topics.ts';

/**
 * Publishes to topics of a Kafka cluster. The client is loaded and connected when the first message is
 * published, and then kept.
 *
 * The producer is not an idempotent one. That kind must retry without limit, and its sequence numbers are
 * state that the broker forgets while the platform freezes the instance. Repeats are byte-identical, so
 * duplicates do no harm.
 */
export function kafkaTopics(brokers: readonly string[], clock: Clock): Topics {
  let connected: Promise<Producer> | undefined;

  async function producer(): Promise<Producer> {
    connected ??= connect(brokers).catch((error: unknown) => {
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
    createPartitioner: byPartitionKey(Partitioners.DefaultPartitioner),
  });
  await producer.connect();
  return producer;
}

/**
 * Chooses the partition of a message by its partition key, and of one without it by its key. The client
 * sends the messages of a call that are in one partition as one batch, which a broker stores whole or not
 * at all.
 */
export function byPartitionKey(partitioner: ICustomPartitioner): ICustomPartitioner {
  return () => {
    const partitionOf = partitioner();
    return ({ message, ...topic }: KeyedArgs) => {
      const key = message.partitionKey ?? message.key ?? null;
      return partitionOf({ ...topic, message: { ...message, key } });
    };
  };
}

/** The client gives the partitioner the messages as it was given them, and sends only the fields it knows. */
type KeyedMessage = Message & { readonly partitionKey?: string };

type KeyedArgs = Parameters<ReturnType<ICustomPartitioner>>[0] & {
  readonly message: KeyedMessage;
};

export function kafkaMessage({ key, partitionKey, value, headers }: TopicMessage): KeyedMessage {
  return {
    key: key ?? null,
    value,
    ...(partitionKey === undefined ? {} : { partitionKey }),
    ...(headers === undefined ? {} : { headers: { ...headers } }),
  };
}

/** How long the client waits for a connection or an answer, and a broker for its replicas. */
const KAFKA_WAIT_MS = 3_000;

/** The client of a Kafka cluster. The package is loaded on the first call; nothing is connected yet. */
export async function kafkaClient(brokers: readonly string[]): Promise<Kafka> {
  const { Kafka, logLevel } = await import('kafkajs');
  return new Kafka({
    clientId: 'tenant-keys',
    brokers: [...brokers],
    connectionTimeout: KAFKA_WAIT_MS,
    requestTimeout: KAFKA_WAIT_MS,
    retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000 },
    logLevel: logLevel.NOTHING, // Failures are thrown, and logged where they are handled.
  });
}

/**
 * Converts an error of the Kafka client: to `TopicRefused` if the broker will never accept the message,
 * otherwise to `TopicsUnavailable`.
 */
export function kafkaFailure(error: unknown): ApiError {
  // The client may wrap the broker's answer in another error.
  const { type = '', cause } = error as KafkaError;
  const code = REFUSALS.has(cause?.type ?? type) ? 'TopicRefused' : 'TopicsUnavailable';
  return new ApiError(code, { detail: (error as Error).message, cause: error });
}

type KafkaError = { readonly type?: string; readonly cause?: { readonly type?: string } };

/**
 * The answers that blame the message. With any other, every message would fail.
 *
 * @see https://kafka.apache.org/protocol#protocol_error_codes
 */
const REFUSALS: ReadonlySet<string> = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
]);
