import type { ICustomPartitioner, Kafka, Message, Producer, SASLOptions } from 'kafkajs';
import { ApiError } from '../tenant-key/api-error.ts';
import { within } from '../tenant-key/time.ts';
import {
  isUsableAfter,
  KAFKA_WAIT_MS,
  type KafkaOptions,
  kafkaConnection,
  untilAnswered,
} from './kafka-connection.ts';
import { kafkaFailure } from './kafka-failure.ts';
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
  const connection = kafkaConnection(address, options, { open: connect, keptAfter: isUsableAfter });

  return {
    publish: async (topic, messages, deadlineMs) => {
      const record = { topic, messages: messages.map(kafkaMessage), acks: -1 };
      let failed: unknown;
      const acknowledged = await within(deadlineMs - clock.nowMs(), clock, (signal) =>
        untilAnswered(connection, { clock, signal, onFailure }, async (producer) =>
          signal.aborted ? [] : producer.send({ ...record, timeout: KAFKA_WAIT_MS }),
        ),
      ).catch(onFailure);
      if (acknowledged !== undefined) return;
      // What failed before the deadline says more than that it has passed.
      if (failed !== undefined) throw kafkaFailure(failed, topic);
      throw new ApiError('TopicsUnavailable', { detail: 'no acknowledgement before the deadline' });

      function onFailure(failure: unknown): undefined {
        failed = failure;
      }
    },
    close: connection.close,
  };
}

async function connect(address: KafkaAddress, sockets: KafkaSockets): Promise<Producer> {
  const { Partitioners } = await import('kafkajs');
  const producer = (await kafkaClient(address, sockets)).producer({
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

/**
 * The client of a Kafka cluster. The package is loaded on the first call; nothing is connected yet. It
 * makes no call again: it would ask a broker that is silent over and over.
 */
export async function kafkaClient(
  { sasl, ssl }: KafkaAddress,
  { seeds, create }: KafkaSockets,
): Promise<Kafka> {
  const { Kafka, logLevel } = await import('kafkajs');
  return new Kafka({
    clientId: 'tenant-keys',
    brokers: [...seeds],
    socketFactory: create,
    ...(sasl === undefined ? {} : { sasl: { ...sasl } as SASLOptions }),
    ...(ssl === undefined ? {} : { ssl: ssl.ca === undefined ? {} : { ca: [...ssl.ca] } }),
    connectionTimeout: KAFKA_WAIT_MS,
    requestTimeout: KAFKA_WAIT_MS,
    retry: { retries: 0 },
    logLevel: logLevel.NOTHING, // Failures are thrown, and logged where they are handled.
  });
}
