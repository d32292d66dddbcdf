import { defineConfig } from 'vitest/config';
import { limits } from './vitest.limits.ts';

/** They have scripts of their own, since they take longer or need more than Node. */
const SUITES = [
  ...[
    'broker',
    'client-package',
    'contract-judges',
    'cos',
    'healing',
    'kafka',
    'nodes',
    'page',
    'shells',
    'sockets',
  ],
].map((name) => `test/${name}/**`);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', ...SUITES],
    ...limits(2),
    // Two cores have time for a third, as the tests of running functions often wait.
    maxWorkers: 3,
    // No test leaves anything behind in the process, and loading the product anew for each costs half.
    isolate: false,
    coverage: {
      provider: 'v8',
      include: ['shared/tenant-key/**/*.ts', 'client/src/**/*.ts'],
      exclude: ['**/generated/**'],
      reporter: ['text'],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
});
