import { defineConfig } from 'vitest/config';
import { limits } from './vitest.limits.ts';

/** What is typed: completion in zsh and fish, flags in npm 10 and 11, which are installed first, and README.md. */
export default defineConfig({
  test: {
    include: ['test/shells/**/*.test.ts'],
    globalSetup: 'test/shells/install-shells.ts',
    ...limits(6),
  },
});
