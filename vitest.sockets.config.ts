import { defineConfig } from 'vitest/config';
import { limits } from './vitest.limits.ts';

/** A minute of killed instances and faults on real sockets: `npm run test:sockets`. */
export default defineConfig({
  test: {
    include: ['test/integration/killed-instances.test.ts'],
    ...limits(4),
    provide: { stormMs: 60_000 },
  },
});
