import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDataDirectory } from '../../emulator/persistence/data-directory.ts';
import type { Input } from '../../emulator/persistence/input-store.ts';

let folder: string;
let program: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'data-directory-killed-'));
  program = join(folder, 'reset-killer.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('reset-killer.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const BEFORE: readonly Input[] = [
  { kind: 'deployed', text: 'functions' },
  { kind: 'clock', aheadMs: 5 },
];
const AFTER: readonly Input[] = [{ kind: 'deployed', text: 'functions' }];

/** The inputs that a directory has after a reset that is killed at its nth call of the file system. */
function afterKill(number: number): readonly [ended: boolean, inputs: readonly Input[]] {
  const directory = mkdtempSync(join(folder, 'data-'));
  const store = openDataDirectory(directory, 'newSecret', () => {});
  for (const input of BEFORE) store.record(input);
  store.close();
  const args = [program, directory, JSON.stringify(AFTER), String(number)];
  const { stdout, signal } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect([stdout, signal]).toEqual(signal === null ? ['replaced\n', null] : ['', 'SIGKILL']);
  const again = openDataDirectory(directory, 'newSecret', (warning) => expect.unreachable(warning));
  again.close();
  expect(readdirSync(directory).sort()).toEqual(['inputs.log', 'secret']);
  return [signal === null, again.inputs];
}

test('a reset that is killed at any call keeps everything, or what was deployed', () => {
  const kept: (readonly Input[])[] = [];
  for (let number = 1; number < 20; number++) {
    const [ended, inputs] = afterKill(number);
    kept.push(inputs);
    if (ended) break;
  }
  // Open, write, fsync and rename; then close the old file, and end.
  expect(kept).toEqual([BEFORE, BEFORE, BEFORE, BEFORE, AFTER, AFTER]);
});
