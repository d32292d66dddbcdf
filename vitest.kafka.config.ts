import { defineConfig } from 'vitest/config';

/** The tests that need a Kafka cluster, and therefore what it is made of: `npm run test:kafka`. */
export default defineConfig({
  test: {
    include: ['test/kafka/**/*.test.ts'],
    globalSetup: 'test/kafka/build-mock-cluster.ts',
    testTimeout: 120_000,
    maxWorkers: 3, // Most of the time they wait for a group to form.
  },
});
