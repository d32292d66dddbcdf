import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';
import { openDataDirectory } from '../../emulator/persistence/data-directory.ts';
import type { Input } from '../../emulator/persistence/input-store.ts';

/**
 * A program for data-directory-killed.test.ts: it replaces the inputs of a directory, as a reset does, and is
 * killed at a call of the file system, as if the power of its process went off there.
 *
 * Usage: `node reset-killer.mjs DIRECTORY INPUTS NUMBER`, where NUMBER counts the calls from 1.
 */
const [, , directory = '', inputs = '[]', number = '1'] = process.argv;
const store = openDataDirectory(directory, 'newSecret', () => {});
let left = Number(number);
for (const name of ['openSync', 'writeSync', 'fsyncSync', 'renameSync', 'closeSync'] as const) {
  const call = fs[name] as (...values: unknown[]) => unknown;
  Object.assign(fs, {
    [name]: (...values: unknown[]) => {
      left -= 1;
      if (left === 0) process.kill(process.pid, 'SIGKILL');
      return call(...values);
    },
  });
}
syncBuiltinESMExports();
store.replace(JSON.parse(inputs) as Input[]);
process.stdout.write('replaced\n', () => process.exit());
