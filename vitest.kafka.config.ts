import { defineConfig } from 'vitest/config';
import { limits } from './vitest.limits.ts';

/** The tests that need a Kafka cluster, and therefore what it is made of: `npm run test:kafka`. */
export default defineConfig({
  test: {
    include: ['test/kafka/**/*.test.ts'],
    globalSetup: 'test/kafka/build-mock-cluster.ts',
    ...limits(5),
    maxWorkers: 3, // Most of the time they wait for a group to form.
  },
});
