import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;

test('`npm run figures` runs a request and a redrive, and sees which files they enter', () => {
  const printed = execFileSync(process.execPath, ['scripts/figures.mjs', '--json'], { cwd: ROOT });
  const [{ entered }] = JSON.parse(String(printed));
  const settle = 'shared/tenant-key/settle.ts';
  expect(entered).toEqual({
    queue: expect.arrayContaining([settle]),
    command: expect.arrayContaining([expect.stringMatching(/^cli\/dead-letters\//)]),
    redrive: expect.arrayContaining([settle, expect.stringMatching(/^shared\/dead-letters\//)]),
  });
});
