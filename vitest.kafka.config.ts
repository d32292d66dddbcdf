import { defineConfig } from 'vitest/config';

/** The tests that need a Kafka cluster, and therefore `kcat`: `npx vitest run -c vitest.kafka.config.ts`. */
export default defineConfig({
  test: { include: ['test/kafka/**/*.test.ts'], testTimeout: 30_000 },
});
