import type { Admin, Broker, Cluster, Kafka, Producer } from 'kafkajs';
import { closableSockets } from './sockets.ts';

/**
 * A client of brokers. Each use opens connections of its own and closes them: a client that stays open
 * fails after a topic that it has used was deleted.
 */
export type KafkaClient = {
  /** Such as `kafka://127.0.0.1:9092`. */
  readonly url: string;
  /** Makes a client of the package, and closes what it leaves open once `use` has ended. */
  readonly withKafka: <T>(use: (kafka: Kafka) => Promise<T>) => Promise<T>;
  readonly withAdmin: <T>(use: (admin: Admin) => Promise<T>) => Promise<T>;
  readonly withProducer: <T>(use: (producer: Producer) => Promise<T>) => Promise<T>;
  /** The connections of a consumer that never joins its group. */
  readonly withCluster: <T>(use: (cluster: KafkaCluster) => Promise<T>) => Promise<T>;
};

export type KafkaCluster = Omit<Cluster, 'findBroker'> & {
  readonly findBroker: (node: { nodeId: string }) => Promise<Pick<Broker, 'fetch'>>;
};

/**
 * Makes a client; nothing is connected yet. The package is loaded only here, since it takes time to load.
 *
 * @param brokers Each as `host:port`.
 */
export async function kafkaClient(brokers: readonly string[]): Promise<KafkaClient> {
  const { Kafka, logLevel, PartitionAssigners } = await import('kafkajs');
  const url = `kafka://${brokers.join(',')}`;

  async function withKafka<T>(use: (kafka: Kafka) => Promise<T>): Promise<T> {
    const sockets = closableSockets(brokers);
    const kafka = new Kafka({
      clientId: 'local-cloud',
      brokers: [...sockets.seeds],
      socketFactory: sockets.create,
      connectionTimeout: 2_000,
      requestTimeout: 10_000,
      retry: { retries: 2, initialRetryTime: 100, maxRetryTime: 1_000 },
      logLevel: logLevel.NOTHING, // Failures are thrown, and reported where they are handled.
    });
    try {
      return await use(kafka);
    } finally {
      sockets.close();
    }
  }

  function using<Client extends Connection, T>(
    open: (kafka: Kafka) => Client,
    use: (client: Client) => Promise<T>,
  ): Promise<T> {
    return withKafka(async (kafka) => {
      const client = open(kafka);
      try {
        await client.connect();
        return await use(client);
      } catch (error) {
        throw new Error(`The brokers at ${url} did not do what was asked: ${reasonOf(error)}.`, {
          cause: error,
        });
      } finally {
        await client.disconnect().catch(() => {});
      }
    });
  }

  /** @see https://kafka.js.org/docs/consuming#custom-partition-assigner (where the cluster is passed) */
  function clusterOf(kafka: Kafka): KafkaCluster {
    let opened: KafkaCluster | undefined;
    kafka.consumer({
      groupId: 'local-cloud',
      allowAutoTopicCreation: false,
      partitionAssigners: [
        (config) => {
          opened = config.cluster;
          return PartitionAssigners.roundRobin(config);
        },
      ],
    });
    if (opened === undefined) throw new Error('The Kafka client made no cluster.');
    return opened;
  }

  return {
    url,
    withKafka,
    withAdmin: (use) => using((kafka) => kafka.admin(), use),
    withProducer: (use) => using((kafka) => kafka.producer(PRODUCER), use),
    withCluster: (use) => using(clusterOf, use),
  };
}

type Connection = Pick<Admin, 'connect' | 'disconnect'>;

/** Every message names its partition, so the client's choice of one does not matter. */
const PRODUCER = {
  allowAutoTopicCreation: false,
  createPartitioner:
    () =>
    ({ message }: { readonly message: { readonly partition?: number } }) =>
      message.partition ?? 0,
};

/** The reason in an error of the client, which wraps one error in another. */
export function reasonOf(error: unknown): string {
  const { message = String(error), cause, errors } = error as WrappingError;
  if (errors?.[0] !== undefined) return reasonOf(errors[0]);
  return (cause === undefined ? message : reasonOf(cause)).replace(/\.$/, '');
}

/** Whether the brokers answered with this error code, such as `UNKNOWN_MEMBER_ID`. */
export function hasType(error: unknown, types: ReadonlySet<string>): boolean {
  const { type = '', cause, errors } = error as WrappingError;
  if (types.has(type)) return true;
  return [cause, errors?.[0]].some((inner) => inner !== undefined && hasType(inner, types));
}

type WrappingError = {
  readonly message?: string;
  readonly type?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
};
