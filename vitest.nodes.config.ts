import { defineConfig } from 'vitest/config';

/** What is built, in each Node that the platform may have, which are installed first: `npm run test:nodes`. */
export default defineConfig({
  test: {
    include: ['test/nodes/**/*.test.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
  },
});
