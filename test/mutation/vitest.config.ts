import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { limits } from '../../vitest.limits.ts';

/** Whether code of deploy/ is changed: its tests take minutes, and the other folders have tests of their own. */
const MUTATES_DEPLOY = process.env.MUTATES_DEPLOY === 'true';

/**
 * The tests of a mutation run: those that need no bundles, other processes or pages of the documentation.
 * The runbook is an exception, since the failure table must agree with it.
 */
export default defineConfig({
  test: {
    include: [
      'test/unit/**/*.test.ts',
      'test/contract/{fleet-reader,key-service,tag-service,topic-reader,topics}.test.ts',
      'test/property/redrive.test.ts',
      'test/integration/redrive-{plans,crash,texts,dead-letter-sink}.test.ts',
      'test/integration/{canaries,deployed-functions,function-instance,kept-connections}.test.ts',
      ...(MUTATES_DEPLOY
        ? ['test/integration/{deploy-{bucket,calls,engine},new-roles,paused-queue}.test.ts']
        : []),
    ],
    exclude: [
      'test/unit/generated.test.ts',
      'test/unit/emulator-*.test.ts',
      ...(MUTATES_DEPLOY ? [] : ['test/unit/cli-*.test.ts']),
      'test/unit/local-issuer.test.ts',
      'test/unit/readme.test.ts',
      'test/unit/*-docs.test.ts',
    ],
    ...limits(2),
    isolate: false,
  },
});
