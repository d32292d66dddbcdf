import { defineConfig } from 'vitest/config';
import { limits } from './vitest.limits.ts';

/**
 * Load and an outage on the running functions, and a minute of killed instances and faults on real sockets:
 * `npm run test:sockets`.
 */
export default defineConfig({
  test: {
    include: ['test/sockets/**/*.test.ts', 'test/integration/killed-instances.test.ts'],
    fileParallelism: false,
    ...limits(4),
    provide: { stormMs: 60_000 },
  },
});
