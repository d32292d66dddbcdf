import type { Kafka } from 'kafkajs';

/** How long the client waits for a connection or an answer, and a broker for its replicas. */
export const KAFKA_WAIT_MS = 3_000;

/** The client of a Kafka cluster. It is loaded when first asked for, and nothing is connected yet. */
export async function kafkaClient(brokers: readonly string[]): Promise<Kafka> {
  const { Kafka, logLevel } = await import('kafkajs');
  return new Kafka({
    clientId: 'tenant-keys',
    brokers: [...brokers],
    connectionTimeout: KAFKA_WAIT_MS,
    requestTimeout: KAFKA_WAIT_MS,
    retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000 },
    logLevel: logLevel.NOTHING, // Its failures are thrown, and logged where they are handled.
  });
}
