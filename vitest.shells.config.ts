import { defineConfig } from 'vitest/config';

/** The completion in zsh and fish, and flags in npm 10 and 11, which are installed first: `npm run test:shells`. */
export default defineConfig({
  test: {
    include: ['test/shells/**/*.test.ts'],
    globalSetup: 'test/shells/install-shells.ts',
    testTimeout: 60_000,
  },
});
