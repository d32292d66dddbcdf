import type { Kafka, Message, Producer } from 'kafkajs';
import { ApiError } from '../tenant-key/api-error.ts';
import { within } from '../tenant-key/time.ts';
import {
  isAnswer,
  KAFKA_WAIT_MS,
  type KafkaOptions,
  kafkaConnection,
  untilAnswered,
} from './kafka-connection.ts';
import type { KafkaSockets } from './kafka-sockets.ts';
import type { KafkaAddress, TopicMessage, Topics } from './topics.ts';

/**
 * Publishes to topics of a Kafka cluster. The client is loaded and connected when the first message is
 * published, and then kept. When a broker does not answer, the messages are sent again over new
 * connections until the deadline.
 *
 * The producer is not an idempotent one. That kind must retry without limit, and its sequence numbers are
 * state that the broker forgets while the platform freezes the instance. Repeats are byte-identical, so
 * duplicates do no harm.
 */
export function kafkaTopics(address: KafkaAddress, options: KafkaOptions): Topics {
  const { clock } = options;
  const connection = kafkaConnection(address, options, { open: connect, keptAfter: isAnswer });

  return {
    publish: async (topic, messages, deadlineMs) => {
      const timeout = KAFKA_WAIT_MS;
      const acknowledged = await within(deadlineMs - clock.nowMs(), clock, (signal) =>
        untilAnswered(connection, clock, signal, async (producer) => {
          const record = { topic, messages: messages.map(kafkaMessage), acks: -1, timeout };
          return signal.aborted ? [] : producer.send(record);
        }),
      ).catch((error: unknown) => {
        throw kafkaFailure(error);
      });
      if (acknowledged !== undefined) return;
      throw new ApiError('TopicsUnavailable', { detail: 'no acknowledgement before the deadline' });
    },
    close: connection.close,
  };
}

async function connect(address: KafkaAddress, sockets: KafkaSockets): Promise<Producer> {
  const { Partitioners } = await import('kafkajs');
  const producer = (await kafkaClient(address, sockets)).producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect();
  return producer;
}

function kafkaMessage({ key, value, headers }: TopicMessage): Message {
  return { key: key ?? null, value, ...(headers === undefined ? {} : { headers: { ...headers } }) };
}

/**
 * The client of a Kafka cluster. The package is loaded on the first call; nothing is connected yet. It
 * makes no call again: it would ask a broker that is silent over and over.
 */
export async function kafkaClient(
  { brokers }: KafkaAddress,
  { create }: KafkaSockets,
): Promise<Kafka> {
  const { Kafka, logLevel } = await import('kafkajs');
  return new Kafka({
    clientId: 'tenant-keys',
    brokers: [...brokers],
    connectionTimeout: KAFKA_WAIT_MS,
    requestTimeout: KAFKA_WAIT_MS,
    retry: { retries: 0 },
    socketFactory: create,
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
