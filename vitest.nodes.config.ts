import { defineConfig } from 'vitest/config';
import { limits } from './vitest.limits.ts';

/** What is built, in each Node that the platform may have, which are installed first: `npm run test:nodes`. */
export default defineConfig({
  test: {
    include: ['test/nodes/**/*.test.ts'],
    ...limits(2),
    maxWorkers: 2,
  },
});
