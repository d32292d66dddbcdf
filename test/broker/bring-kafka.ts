import type { TestProject } from 'vitest/node';
import { bringKafka, type KafkaProgram } from './kafka-program.ts';
import { startCluster } from './start-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What brokers of a test's own are started from. */
    readonly kafka: KafkaProgram;
    /** `host:port,host:port` of the brokers that all tests share. */
    readonly sharedBrokers: string;
  }
}

/** Brings Kafka, and starts the shared broker unless `KAFKA_URL` says where there is one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { KAFKA_URL, KAFKA_VERSION = '4.1.1' } = process.env;
  const program = await bringKafka(KAFKA_VERSION);
  project.provide('kafka', program);
  if (KAFKA_URL !== undefined) {
    project.provide('sharedBrokers', KAFKA_URL.replace(/^kafka:\/\//, ''));
    return async () => {};
  }
  const cluster = await startCluster(program);
  project.provide('sharedBrokers', cluster.brokers);
  return cluster.stop;
}
