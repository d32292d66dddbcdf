import { defineConfig } from 'vitest/config';
import { limits } from './vitest.limits.ts';

/** The page of the local cloud in a real Chromium, which the machine must have: `npm run test:page`. */
export default defineConfig({
  test: {
    include: ['test/page/**/*.test.ts'],
    ...limits(2),
    // Each file has a local cloud and a browser of its own, and two of them fill a small machine.
    maxWorkers: 1,
  },
});
