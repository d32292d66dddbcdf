import { afterAll, beforeAll, expect, test } from 'vitest';
import { type NpmWorld, npmWorld, TAKEN } from './npm-flags.ts';

// The npm of this machine; `npm run test:shells` has npm 10 and npm 11.

let world: NpmWorld;

beforeAll(async () => {
  world = await npmWorld();
});
afterAll(() => world.close());

test.each(TAKEN)(
  'npm run deploy %s changes nothing, and names the line with %s',
  async (typed, proposed) => {
    const { code, err } = await world.npm(['npm', '--silent'], `run deploy ${typed}`);
    expect(code).toBe(2);
    expect(err).toMatch(/^npm took .* for itself, so nothing was done\. Write: /);
    expect(err.trimEnd().endsWith(`: npm run deploy -- ${proposed}`)).toBe(true);
    expect(world.cloud.functionsIn('ap-guangzhou').size).toBe(0);
  },
);

test('npm run deploy changes nothing without --yes, and npm run deploy -- --plan shows a plan', async () => {
  expect(await world.npm(['npm', '--silent'], 'run deploy')).toMatchObject({ code: 2, out: '' });
  const planned = await world.npm(['npm', '--silent'], 'run deploy -- --plan');
  expect(planned).toMatchObject({ code: 0, out: expect.stringContaining('41 changes'), err: '' });
  expect(world.cloud.functionsIn('ap-guangzhou').size).toBe(0);
});

test('npm run deploy -- --plan shows a plan whatever the configuration of npm says of --yes', async () => {
  const planned = await world.npm(['npm', '--silent', '--yes'], 'run deploy -- --plan');
  expect(planned).toMatchObject({ code: 0, out: expect.stringContaining('41 changes'), err: '' });
});
