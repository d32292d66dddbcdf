import packageJson from '../../package.json' with { type: 'json' };
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import { paintFor } from '../../terminal/paint.ts';
import { printable } from '../../terminal/printable.ts';
import { type LineTerminal, progressLine } from '../../terminal/progress-line.ts';
import { askBy } from '../calling/ask.ts';
import { functionOf, type OperatorCommand } from '../calling/commands.ts';
import { explainFailure } from '../calling/explain-failure.ts';
import { functionInvoker } from '../calling/invoke-function.ts';
import { type ReadText, readTenants } from '../fleet/read-tenants.ts';
import type { Ending } from '../reporting/ending.ts';
import { jsonLine } from '../reporting/json-line.ts';
import type { Look } from '../reporting/look.ts';
import { spellCommand } from '../reporting/spell-command.ts';
import { credentialsOf } from '../usage/credentials-of.ts';
import type { Exit } from '../usage/exit-codes.ts';
import { type Call, parseCommandLine } from '../usage/parse-command-line.ts';
import { runCommand } from './run-command.ts';

/** All that the command knows of the process that it runs in. */
export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly read: ReadText;
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly timeMs: () => number;
  readonly every: LineTerminal['every'];
};

type Output = {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** Does what a command line asks for, and tells how it ended. */
export async function operate(args: readonly string[], around: Surroundings): Promise<Exit> {
  const { env, stdout } = around;
  const parsed = parseCommandLine(args, env);
  switch (parsed.kind) {
    case 'help':
      stdout.write(parsed.text);
      return 'done';
    case 'version':
      stdout.write(`${packageJson.version}\n`);
      return 'done';
    case 'wrong':
      return refuse(parsed.problem, around);
    case 'call':
      return carryOut(parsed, around);
  }
}

function refuse(problem: string, { stderr }: Surroundings): Exit {
  stderr.write(`${problem}\n`);
  return 'usage';
}

async function carryOut(call: Call, around: Surroundings): Promise<Exit> {
  const { env, clock, stdout, stderr } = around;
  const credentials = credentialsOf(env);
  if (typeof credentials === 'string') return refuse(credentials, around);
  const command = await withTenants(call, around);
  if (typeof command === 'string') return refuse(command, around);
  const { connection, json } = call;
  const explain = (error: ApiError) =>
    stderr.write(`${explainFailure(error, functionOf(command.command), connection)}\n`);
  const progress = stderr.isTTY && !json ? progressLine(lineTerminal(around)) : NO_PROGRESS;
  try {
    const ask = askBy(functionInvoker(connection, credentials, clock));
    const look = lookOf(call, around);
    const ending = await runCommand(command, { ask, look, show: progress.show });
    progress.end();
    stdout.write(json ? jsonLine(ending.answer) : ending.text);
    if (ending.refused) stderr.write(`${refusalOf(ending.refused)}\n`);
    if (ending.failure) explain(ending.failure);
    return ending.exit;
  } catch (error) {
    progress.end();
    if (!(error instanceof ApiError)) throw error;
    explain(error);
    return 'failed';
  }
}

const NO_PROGRESS = { show: () => {}, end: () => {} };

function lineTerminal({ stderr, clock, every }: Surroundings): LineTerminal {
  return { write: (line) => stderr.write(line), nowMs: clock.nowMs, every };
}

function refusalOf({ code, detail }: NonNullable<Ending['refused']>): string {
  return `${printable(detail)} (${printable(code)})`;
}

/** The command with the tenants of the file that goes with it; or, in a sentence, what is wrong there. */
async function withTenants(
  { command, tenantsFile }: Call,
  { read }: Surroundings,
): Promise<OperatorCommand | string> {
  if (tenantsFile === undefined || command.command !== 'check') return command;
  const tenants = await readTenants(tenantsFile, read);
  return typeof tenants === 'string' ? tenants : { ...command, tenants };
}

function lookOf({ connectionFlags }: Call, { env, stdout, timeMs }: Surroundings): Look {
  const { isTTY = false, columns } = stdout;
  const width = (isTTY && columns) || WIDTH;
  const program = env.npm_lifecycle_event === 'npx' ? 'npx tenant-keys' : 'tenant-keys';
  return {
    width,
    paint: paintFor(isTTY, env.NO_COLOR),
    nowMs: timeMs(),
    spell: (words) => spellCommand(program, [...words, ...connectionFlags], width),
  };
}

/** A terminal that does not say how wide it is, and whatever else reads stdout, has this many columns. */
const WIDTH = 80;
