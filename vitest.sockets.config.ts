import { defineConfig } from 'vitest/config';

/** A minute of killed instances and faults on real sockets: `npm run test:sockets`. */
export default defineConfig({
  test: {
    include: ['test/integration/killed-instances.test.ts'],
    provide: { stormMs: 60_000 },
  },
});
