import { defineConfig } from 'vitest/config';
import { limits } from './vitest.limits.ts';

/** Hours and days of virtual time, which take minutes: `npm run test:healing`. */
export default defineConfig({
  test: {
    include: ['test/healing/**/*.test.ts', 'test/integration/lost-answers.test.ts'],
    ...limits(15),
    provide: { requestsWithLostAnswers: 1_000 },
  },
});
