import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { COMPLETIONS, scriptFor } from './completions.ts';

const runFile = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ZSH = fileURLToPath(new URL('zsh-completions.zsh', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'shells-'));
afterAll(() => rmSync(folder, { recursive: true }));

function scriptFile(shell: 'zsh' | 'fish'): string {
  const path = join(folder, `completion.${shell}`);
  writeFileSync(path, scriptFor(shell));
  return path;
}

async function linesOf(program: string, args: readonly string[]): Promise<readonly string[]> {
  // The shells find nothing of this account, such as other completions.
  const env = { PATH: process.env.PATH, HOME: folder, TERM: 'dumb' };
  const { stdout, stderr } = await runFile(program, args, { cwd: ROOT, env, timeout: 180_000 });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('zsh', () => {
  const path = scriptFile('zsh');

  test('finds no mistake in the script', async () => {
    expect(await linesOf('zsh', ['-n', path])).toEqual([]);
  });

  test.each(COMPLETIONS)('continues "%s" by "%s"', async (line, proposals) => {
    const lines = await linesOf('zsh', ['-f', ZSH, path, line]);
    expect([...lines].sort().join(' ')).toBe(proposals);
  });
});

describe('fish', () => {
  const path = scriptFile('fish');

  test('finds no mistake in the script', async () => {
    expect(await linesOf('fish', ['--no-execute', path])).toEqual([]);
  });

  test.each(COMPLETIONS)('continues "%s" by "%s"', async (line, proposals) => {
    const command = 'source $argv[1]; complete -C $argv[2]';
    const lines = await linesOf('fish', ['--no-config', '-c', command, path, line]);
    // Each is a proposal, a tab and its description. Fish repeats the flag before a value.
    const words = lines.map((each) => each.replace(/\t.*/, '').replace(/^--[a-z-]+=/, ''));
    expect(words.sort().join(' ')).toBe(proposals);
  });

  test('describes what it proposes', async () => {
    const command = 'source $argv[1]; complete -C "tenant-keys fleet "';
    expect(await linesOf('fish', ['--no-config', '-c', command, path])).toEqual([
      'check\tcompare tenants, keys and tags; changes nothing',
      'repair\tcarry out the plan that fleet check printed',
    ]);
  });
});
