import { defineConfig } from 'vitest/config';
import { limits } from './vitest.limits.ts';

/** The client library as it is packed, with the tools that it is built and judged with: `npm run test:client`. */
export default defineConfig({
  test: {
    include: ['test/client-package/**/*.test.ts'],
    globalSetup: 'test/client-package/install-tools.ts',
    ...limits(4),
  },
});
