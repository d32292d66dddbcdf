import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readApplication } from '../../deploy/declaration/application.ts';
import { readDotEnv } from '../../deploy/declaration/dot-env.ts';
import { type HttpLoad, loadHttp } from '../world/http-load.ts';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The instances of accept-request and their share, as serverless.yml declares them. */
function deployedShares(): Pick<HttpLoad, 'instancesMax' | 'callsPerSecondMax'> {
  const example = textOf('.env.example');
  const { functions } = readApplication({
    declaration: textOf('serverless.yml'),
    example,
    env: { ...readDotEnv(example).variables, MARKER_KEYS: `k1:${'a'.repeat(32)}` },
    readPolicy: () => '{"version":"2.0","statement":[]}',
    readCode: (src) => ({ zip: new Uint8Array(), sha256: src }),
  });
  const declared = functions.find(({ name }) => name === 'accept-request')!;
  return {
    instancesMax: declared.instancesMax,
    callsPerSecondMax: Number(declared.environment.KMS_CALLS_PER_SECOND_MAX),
  };
}

const LOAD = { requestsPerSecond: 50, seconds: 20 };

describe('50 requests a second of tenants whose tags exist', () => {
  test.each([20, 50, 100])(
    'are all taken at once when they come evenly, with calls of %i ms',
    async (callMs) => {
      const loaded = await loadHttp({ ...LOAD, ...deployedShares(), callMs, isRandom: false });
      expect(loaded).toMatchObject({ answered: 1_000, answeredAtOnce: 1_000, throttles: 0 });
      expect(loaded.healthyPercent).toBe(100);
    },
  );

  test.each([20, 50, 100])(
    'that come at random are answered to callers who repeat, with calls of %i ms',
    async (callMs) => {
      const loaded = await loadHttp({ ...LOAD, ...deployedShares(), callMs, isRandom: true });
      process.stdout.write(`${callMs} ms: ${JSON.stringify(loaded)}\n`);
      expect(loaded).toMatchObject({ answered: 1_000, throttles: 0 });
      expect(loaded.answeredAtOnce).toBeGreaterThan(750);
      expect(loaded.waitedMs, 'of 99 in 100 callers').toBeLessThan(2_000);
      expect(loaded.seconds, 'no backlog remains').toBeLessThan(LOAD.seconds + 2);
    },
  );

  test('are too many for four instances with eight calls a second each', async () => {
    const shares = { instancesMax: 4, callsPerSecondMax: 8 };
    const loaded = await loadHttp({ ...LOAD, ...shares, callMs: 50, isRandom: false });
    process.stdout.write(`4 x 8: ${JSON.stringify(loaded)}\n`);
    expect(loaded.answeredAtOnce).toBeLessThan(300);
    expect(loaded.seconds).toBeGreaterThan(30);
    expect(loaded.healthyPercent).toBeLessThan(30);
  });
});
