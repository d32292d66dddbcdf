import { defineConfig } from 'vitest/config';

/** The completion in zsh and fish, which are installed first where they are missing: `npm run test:shells`. */
export default defineConfig({
  test: {
    include: ['test/shells/**/*.test.ts'],
    globalSetup: 'test/shells/install-shells.ts',
    testTimeout: 60_000,
  },
});
