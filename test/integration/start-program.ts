import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The program of `npm start`. Needs the bundles of `npm run build`. */
export const PROGRAM = fileURLToPath(new URL('../../dist/local/start.mjs', import.meta.url));

/** What ends what the tests of a file have begun. */
export const cleanups: (() => unknown)[] = [];

export async function cleanUp(): Promise<void> {
  for (const clean of cleanups.splice(0).reverse()) await clean();
}

export type Started = {
  readonly process: ChildProcess;
  /** The next line of stdout. */
  readonly line: () => Promise<string>;
  /** Everything that the process printed, and its exit code. */
  readonly ended: Promise<{ readonly code: number; readonly out: string; readonly err: string }>;
};

export function start(...args: string[]): Started {
  return startedOf(spawn(process.execPath, [PROGRAM, ...args], { env: {} }));
}

export function startedOf(child: ChildProcessWithoutNullStreams): Started {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const ended = once(child, 'close').then(([code]) => ({ code, out, err }));
  // A signal lets it remove the unpacked code of its functions.
  cleanups.push(() => {
    child.kill('SIGTERM');
    return ended;
  });
  return { process: child, line: async () => String((await lines.next()).value), ended };
}
