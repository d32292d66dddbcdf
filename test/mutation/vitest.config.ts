import { defineConfig } from 'vitest/config';

/**
 * The tests of a mutation run: those that need no bundles, sockets, other processes or pages of the
 * documentation. The runbook is an exception, since the failure table must agree with it.
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
