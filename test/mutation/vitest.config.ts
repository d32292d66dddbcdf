import { defineConfig } from 'vitest/config';

/**
 * The tests that a mutation run asks: all that need no bundles, sockets, other processes or pages of
 * the documentation, but for the runbook, which the failure table must agree with.
 */
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
      'test/unit/local-issuer.test.ts',
      'test/unit/readme.test.ts',
      'test/unit/*-docs.test.ts',
    ],
    testTimeout: 30_000,
    isolate: false,
  },
});
