import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { cleanUp, cleanups, start } from '../integration/start-program.ts';

afterAll(cleanUp);

test('a second demo on a kept state adopts the keys of the first', {
  timeout: 240_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'npm-start-'));
  cleanups.push(() => rmSync(directory, { recursive: true }));
  const first = await start('--demo', '--json', '--port', '0', '--data', directory).ended;
  expect([first.code, first.err]).toEqual([0, '']);
  const again = await start('--demo', '--json', '--port', '0', '--data', directory).ended;
  const outcomes = again.out.trimEnd().split('\n').slice(1);
  const adopted = outcomes.map((line) => JSON.parse(line)).filter((outcome) => outcome.adopted);
  expect(adopted).toHaveLength(9);
  expect(adopted.slice(-2)).toMatchObject([
    { tenantId: 'wonka', keyName: 'archive2', door: 'letter' }, // By the timer.
    { tenantId: 'hooli', keyName: 'backup', door: 'letter' }, // By an operator.
  ]);
  expect([again.code, again.err]).toEqual([0, '']);
});
