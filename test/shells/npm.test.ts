import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type NpmWorld, npmWorld, TAKEN } from '../integration/npm-flags.ts';

const VERSIONS = ['10.9.9', '11.21.2'];

const folder = mkdtempSync(join(tmpdir(), 'npm-versions-'));
let world: NpmWorld;

beforeAll(async () => {
  for (const version of VERSIONS) {
    const flags = ['--silent', '--no-save', '--no-audit', '--prefix', join(folder, version)];
    execFileSync('npm', ['install', ...flags, `npm@${version}`]);
  }
  world = await npmWorld();
}, 240_000);

afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

describe.each(VERSIONS)('npm %s', (version) => {
  const npm = ['node', join(folder, version, 'node_modules/npm/bin/npm-cli.js'), '--silent'];

  test('is what runs', async () => {
    expect((await world.npm(npm, '--version')).out).toBe(`${version}\n`);
  });

  test.each(TAKEN)(
    'run deploy %s changes nothing, and names the line with %s',
    async (typed, proposed) => {
      const { code, err } = await world.npm(npm, `run deploy ${typed}`);
      expect(code).toBe(2);
      expect(err.trimEnd().endsWith(`: npm run deploy -- ${proposed}`)).toBe(true);
      expect(world.cloud.functionsIn('ap-guangzhou').size).toBe(0);
    },
  );
});
