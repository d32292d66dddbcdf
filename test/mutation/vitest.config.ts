import { defineConfig } from 'vitest/config';

/** The tests that a mutation run asks: all that need no bundles, sockets or other processes. */
export default defineConfig({
  test: {
    include: [
      'test/unit/**/*.test.ts',
      'test/property/redrive.test.ts',
      'test/integration/redrive-{plans,crash,texts,dead-letter-sink}.test.ts',
    ],
    exclude: [
      'test/unit/generated.test.ts',
      'test/unit/cli-*.test.ts',
      'test/unit/emulator-*.test.ts',
    ],
    testTimeout: 30_000,
    isolate: false,
  },
});
