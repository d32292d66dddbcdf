import { defineConfig } from 'vitest/config';
import { limits } from './vitest.limits.ts';

/** COS of the local cloud by clients that are written in Python, which are installed first: `npm run test:cos`. */
export default defineConfig({
  test: {
    include: ['test/cos/**/*.test.ts'],
    globalSetup: 'test/cos/bring-python.ts',
    ...limits(2),
  },
});
