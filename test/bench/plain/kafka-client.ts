import { Kafka, logLevel } from 'kafkajs';

export const KAFKA_WAIT_MS = 3_000;

/** Replaces `shared/topics/kafka-client.ts`: imports kafkajs at the top, as its README does. */
export async function kafkaClient(brokers: readonly string[]): Promise<Kafka> {
  return new Kafka({
    clientId: 'tenant-keys',
    brokers: [...brokers],
    connectionTimeout: KAFKA_WAIT_MS,
    requestTimeout: KAFKA_WAIT_MS,
    retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000 },
    logLevel: logLevel.NOTHING,
  });
}
