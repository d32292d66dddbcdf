#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import packageJson from '../package.json' with { type: 'json' };
import { ApiError } from '../shared/tenant-key/api-error.ts';
import type { Clock } from '../shared/tenant-key/ports.ts';
import { paintFor } from '../terminal/paint.ts';
import { printable } from '../terminal/printable.ts';
import { progressLine } from '../terminal/progress-line.ts';
import { askBy } from './calling/ask.ts';
import { functionOf, type OperatorCommand } from './calling/commands.ts';
import { explainFailure } from './calling/explain-failure.ts';
import { functionInvoker } from './calling/invoke-function.ts';
import { readTenants } from './fleet/read-tenants.ts';
import type { Ending } from './reporting/ending.ts';
import { jsonLine } from './reporting/json-line.ts';
import type { Look } from './reporting/look.ts';
import { runCommand } from './reporting/run-command.ts';
import { spellCommand } from './reporting/spell-command.ts';
import { credentialsOf } from './usage/credentials-of.ts';
import { EXIT_CODES, type Exit } from './usage/exit-codes.ts';
import { type Call, parseCommandLine } from './usage/parse-command-line.ts';

// The operator's command: the one file of it that knows process, clock, files and network.

const { argv, env, stdin, stdout, stderr } = process;

/** A terminal that does not say how wide it is, and whatever else reads stdout, has this many columns. */
const WIDTH = 80;

const CLOCK: Clock = {
  nowMs: () => performance.now(),
  sleep: (delayMs, signal) => sleep(delayMs, undefined, { signal }).catch(() => undefined),
};

const TERMINAL = {
  write: (line: string) => void stderr.write(line),
  nowMs: CLOCK.nowMs,
  every: (intervalMs: number, call: () => void) => {
    const timer = setInterval(call, intervalMs);
    return () => clearInterval(timer);
  },
};

const NO_PROGRESS = { show: () => {}, end: () => {} };

process.once('SIGINT', () => {
  stderr.write('\nStopped; what the function has in hand, it still ends.\n');
  process.exit(EXIT_CODES.stopped.code);
});
for (const stream of [stdout, stderr]) stream.on('error', endUnlessUnread);
process.exitCode = EXIT_CODES[await main()].code;

/** That nobody reads on, as after `| head`, does not change what was done. */
function endUnlessUnread(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  stderr.write(`The output cannot be written: ${error.message}.\n`);
  process.exit(EXIT_CODES.failed.code);
}

async function main(): Promise<Exit> {
  const parsed = parseCommandLine(argv.slice(2), env);
  switch (parsed.kind) {
    case 'help':
      stdout.write(parsed.text);
      return 'done';
    case 'version':
      stdout.write(`${packageJson.version}\n`);
      return 'done';
    case 'wrong':
      return refuse(parsed.problem);
    case 'call':
      return carryOut(parsed);
  }
}

function refuse(problem: string): Exit {
  stderr.write(`${problem}\n`);
  return 'usage';
}

async function carryOut(call: Call): Promise<Exit> {
  const credentials = credentialsOf(env);
  if (typeof credentials === 'string') return refuse(credentials);
  const command = await withTenants(call);
  if (typeof command === 'string') return refuse(command);
  const { connection, json } = call;
  const say = (sentence: string) => void stderr.write(`${sentence}\n`);
  const explain = (error: ApiError) =>
    say(explainFailure(error, functionOf(command.command), connection));
  const progress = stderr.isTTY && !json ? progressLine(TERMINAL) : NO_PROGRESS;
  try {
    const ask = askBy(functionInvoker(connection, credentials, CLOCK));
    const ending = await runCommand(command, { ask, look: lookOf(call), show: progress.show });
    progress.end();
    stdout.write(json ? jsonLine(ending.answer) : ending.text);
    if (ending.refused) say(refusalOf(ending.refused));
    if (ending.failure) explain(ending.failure);
    return ending.exit;
  } catch (error) {
    progress.end();
    if (!(error instanceof ApiError)) throw error;
    explain(error);
    return 'failed';
  }
}

function refusalOf({ code, detail }: NonNullable<Ending['refused']>): string {
  return `${printable(detail)} (${printable(code)})`;
}

/** The command with the tenants of the file that goes with it; or, in a sentence, what is wrong there. */
async function withTenants({ command, tenantsFile }: Call): Promise<OperatorCommand | string> {
  if (tenantsFile === undefined || command.command !== 'check') return command;
  const tenants = await readTenants(tenantsFile, (path) =>
    path === '-' ? text(stdin) : readFile(path, 'utf8'),
  );
  return typeof tenants === 'string' ? tenants : { ...command, tenants };
}

function lookOf({ connectionFlags }: Call): Look {
  const width = (stdout.isTTY && stdout.columns) || WIDTH;
  return {
    width,
    paint: paintFor(stdout.isTTY, env.NO_COLOR),
    nowMs: Date.now(),
    spell: (words) => spellCommand([...words, ...connectionFlags], width),
  };
}
