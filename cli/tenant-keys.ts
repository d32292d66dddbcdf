#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { nodeClock } from '../shared/node-clock.ts';
import { EXIT_CODES } from './report/report.ts';
import { operate, stopMeaning } from './running/operate.ts';

// The operator's command: the one file of it that knows process, clock and files.

const { argv, env, stdin, stdout, stderr } = process;
const args = argv.slice(2);

process.once('SIGINT', () => {
  stderr.write(`\nStopped; ${stopMeaning(args)}.\n`);
  process.exit(EXIT_CODES.stopped.code);
});
for (const stream of [stdout, stderr]) stream.on('error', endUnlessUnread);

const exit = await operate(args, {
  env,
  cwd: process.cwd(),
  stdout,
  stderr,
  read: (path) => (path === '-' ? text(stdin) : readFile(path, 'utf8')),
  typedLine: stdin.isTTY ? typedLine : undefined,
  clock: nodeClock,
  timeMs: Date.now,
  every: (intervalMs, call) => {
    const timer = setInterval(call, intervalMs);
    return () => clearInterval(timer);
  },
});
process.exitCode = EXIT_CODES[exit].code;

/** Not by readline's own question, which would take Ctrl-C for itself. Empty when nothing comes. */
function typedLine(): Promise<string> {
  const lines = createInterface({ input: stdin });
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('close', () => {
      resolve('');
      // An open terminal would keep the process from ending.
      stdin.destroy();
    });
  });
}

/** That nobody reads on, as after `| head`, does not change what was done. */
function endUnlessUnread(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  stderr.write(`The output cannot be written: ${error.message}.\n`);
  process.exit(EXIT_CODES.failed.code);
}
