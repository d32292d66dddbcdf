import { defineConfig } from 'vitest/config';

/** What is typed: completion in zsh and fish, flags in npm 10 and 11, which are installed first, and README.md. */
export default defineConfig({
  test: {
    include: ['test/shells/**/*.test.ts'],
    globalSetup: 'test/shells/install-shells.ts',
    testTimeout: 60_000,
  },
});
