import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
let program: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'directory-lock-'));
  program = join(folder, 'lock-taker.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('lock-taker.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['is not locked', undefined],
  ['is locked by a process that has ended', '4194305 000000000000'],
])('of many processes at once, only one locks a directory that %s', async (_, owner) => {
  const directory = await mkdtemp(join(folder, 'taken-'));
  if (owner !== undefined) await writeFile(join(directory, 'lock'), `local-cloud ${owner}\n`);
  const processes = Array.from({ length: 6 }, () => spawn(process.execPath, [program, directory]));
  const lines = processes.map((child) => linesOf(child));
  for (const each of lines) expect(await each()).toBe('up');
  const atMs = Date.now() + 50;
  for (const child of processes) child.stdin?.write(`${atMs}`);
  const outputs = await Promise.all(lines.map((each) => each()));
  const [winner] = processes.filter((_child, index) => outputs[index] === 'has it');
  expect(outputs.filter((line) => line === 'has it')).toHaveLength(1);
  for (const line of outputs.filter((other) => other !== 'has it')) {
    expect(line).toBe(
      `${directory} is in use by process ${winner?.pid}: stop that one, or give another directory with --data.`,
    );
  }
  expect(await readdir(directory)).toEqual(['lock']);
  for (const child of processes) child.stdin?.end();
});

function linesOf({ stdout }: ChildProcess): () => Promise<string> {
  if (stdout === null) throw new Error('nothing can be read');
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return async () => String((await lines.next()).value);
}
