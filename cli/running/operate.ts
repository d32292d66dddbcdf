import packageJson from '../../package.json' with { type: 'json' };
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { type LineTerminal, progressLine } from '../../terminal/progress-line.ts';
import { printable } from '../../terminal/text.ts';
import { type Access, openAccess } from '../calling/access.ts';
import { askBy, functionOf, type OperatorCommand } from '../calling/ask.ts';
import { explainFailure, explainLocalCloudError } from '../calling/explain.ts';
import { functionInvoker } from '../calling/invoke.ts';
import { readTenants } from '../fleet/tenants.ts';
import { type Ending, type Exit, jsonLine } from '../report/report.ts';
import type { Surroundings } from '../report/surroundings.ts';
import { type Call, parseCommandLine } from '../usage/parse.ts';
import { verbAlone } from '../usage/verbs.ts';
import { lookOf, runCommand, runDeployment } from './run.ts';

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
  try {
    const access = await openAccess(call.target, around.env);
    if (typeof access === 'string') return refuse(access, around);
    const command = await withTenants(call, around);
    return typeof command === 'string'
      ? refuse(command, around)
      : await invokeAndPrint(command, call, access, around);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    around.stderr.write(`${explainLocalCloudError(error, call.target)}\n`);
    return 'failed';
  }
}

async function invokeAndPrint(
  command: OperatorCommand,
  { json, targetFlags }: Call,
  { connection, credentials }: Access,
  around: Surroundings,
): Promise<Exit> {
  const { clock, stdout, stderr } = around;
  const explain = (error: ApiError) =>
    stderr.write(`${explainFailure(error, functionOf(command.command), connection)}\n`);
  const progress = stderr.isTTY && !json ? progressLine(lineTerminal(around)) : NO_PROGRESS;
  try {
    const ask = askBy(functionInvoker(connection, credentials, clock));
    const look = lookOf(targetFlags, around);
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

/** What Ctrl-C leaves behind, as the end of a sentence. */
export function stopMeaning(args: readonly string[]): string {
  const first = args.find((word) => !word.startsWith('-'));
  return verbAlone(first) === undefined
    ? 'what the function has in hand, it still ends'
    : 'the same command goes on from here';
}
