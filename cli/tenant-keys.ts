#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { nodeClock } from '../shared/node-clock.ts';
import { runProgram } from './program/program.ts';
import { EXIT_CODES } from './report/result.ts';

// The entry of the operator's command, and the only file of it that uses process, clock and files.

const { argv, env, stdin, stdout, stderr } = process;
const args = argv.slice(2);

/** At the first Ctrl-C the command says how far it came; the second one ends it in any case. */
const stopped = new Promise<void>((resolve) => process.once('SIGINT', () => resolve()));
let isStopped = false;
void stopped.then(() => {
  isStopped = true;
});
for (const stream of [stdout, stderr]) stream.on('error', exitUnlessPipeClosed);

const exit = await runProgram(args, {
  env,
  cwd: process.cwd(),
  stdout,
  stderr,
  read: (path) => (path === '-' ? text(stdin) : readFile(path, 'utf8')),
  readLine: stdin.isTTY ? readLine : undefined,
  stopped,
  clock: nodeClock,
  wallMs: Date.now,
  every: (intervalMs, call) => {
    const timer = setInterval(call, intervalMs);
    return () => clearInterval(timer);
  },
});
process.exitCode = EXIT_CODES[exit].code;
// What it waited for is still open.
if (isStopped) process.exit();

/** Reads a line; empty at the end of stdin. `question` of readline does not serve: it handles Ctrl-C itself. */
function readLine(): Promise<string> {
  const lines = createInterface({ input: stdin });
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    lines.once('close', () => {
      resolve('');
      // An open terminal would keep the process running.
      stdin.destroy();
    });
  });
}

/** A reader that ends early, such as `| head`, is not a failure: the command has been carried out. */
function exitUnlessPipeClosed(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  stderr.write(`The output cannot be written: ${error.message}.\n`);
  process.exit(EXIT_CODES.failed.code);
}
