import packageJson from '../../package.json' with { type: 'json' };
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { type LineTerminal, progressLine } from '../../terminal/progress-line.ts';
import { printable } from '../../terminal/text.ts';
import { askBy } from '../calling/ask.ts';
import { functionOf, type OperatorCommand } from '../calling/commands.ts';
import { explainFailure } from '../calling/explain-failure.ts';
import { functionInvoker } from '../calling/invoke-function.ts';
import { readTenants } from '../fleet/read-tenants.ts';
import type { Ending } from '../reporting/ending.ts';
import { jsonLine } from '../reporting/json-line.ts';
import { credentialsOf } from '../usage/credentials-of.ts';
import type { Exit } from '../usage/exit-codes.ts';
import { type Call, parseCommandLine } from '../usage/parse-command-line.ts';
import { lookOf } from './look-of.ts';
import { runCommand } from './run-command.ts';
import { runDeployment } from './run-deployment.ts';
import type { Surroundings } from './surroundings.ts';

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
    case 'deployment':
      return runDeployment(parsed, around);
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
    const look = lookOf(call.connectionFlags, around);
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
