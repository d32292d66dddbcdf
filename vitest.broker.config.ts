import { defineConfig } from 'vitest/config';
import { limits } from './vitest.limits.ts';

/** The tests that need Apache Kafka itself: `npm run test:broker`. */
export default defineConfig({
  test: {
    include: ['test/broker/**/*.test.ts'],
    // Brokers elsewhere are not killed or hung, and have the users that they have.
    exclude: process.env.KAFKA_URL === undefined ? [] : ['test/broker/machines/**'],
    globalSetup: 'test/broker/bring-kafka.ts',
    ...limits(2),
    maxWorkers: 2,
  },
});
