import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../../cli/program/program.ts';
import { EXIT_CODES } from '../../cli/report/result.ts';
import { nodeClock } from '../../shared/node-clock.ts';

export type Ended = { readonly code: number; readonly out: string; readonly err: string };

export type RunOptions = {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The working directory; the project's own when left out. */
  readonly cwd?: string;
  /** The lines typed at a terminal; without them there is no terminal. */
  readonly typed?: readonly string[];
  readonly wallMs?: () => number;
};

/** Runs the command in this process, which is faster than a process of its own. */
export async function run(line: string, options: RunOptions = {}): Promise<Ended> {
  const { env = {}, cwd = PROJECT, typed, wallMs = Date.now } = options;
  const lines = [...(typed ?? [])];
  let [out, err] = ['', ''];
  const exit = await runProgram(line.split(' '), {
    env,
    cwd,
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    read: (path) => readFile(path, 'utf8'),
    readLine: typed && (async () => lines.shift() ?? ''),
    clock: nodeClock,
    wallMs,
    every: () => () => {},
  });
  return { code: EXIT_CODES[exit].code, out, err };
}

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
