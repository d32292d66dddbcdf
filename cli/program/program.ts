import packageJson from '../../package.json' with { type: 'json' };
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import {
  type LineTerminal,
  type ProgressLine,
  progressLine,
} from '../../terminal/progress-line.ts';
import { printable } from '../../terminal/text.ts';
import { discardDeadLetters } from '../dead-letters/discard.ts';
import { listDeadLetters } from '../dead-letters/list.ts';
import { planDeadLetters } from '../dead-letters/plan.ts';
import { redriveDeadLetters } from '../dead-letters/redrive.ts';
import { showDeadLetter } from '../dead-letters/show.ts';
import type { DeploymentResult, Terminal } from '../deployment/command.ts';
import { deployApplication } from '../deployment/deploy.ts';
import { destroyApplication } from '../deployment/destroy.ts';
import { diagnoseTarget } from '../deployment/doctor.ts';
import { printToken } from '../deployment/token.ts';
import { checkFleet } from '../fleet/check.ts';
import { repairFleet } from '../fleet/repair.ts';
import { readTenants } from '../fleet/tenants.ts';
import { type Access, openAccess } from '../invocation/access.ts';
import { explainInvocationError, explainLocalCloudError } from '../invocation/explanations.ts';
import { functionInvoker } from '../invocation/invoker.ts';
import {
  commandSender,
  functionOf,
  type OperatorCommand,
  type VerbContext,
} from '../invocation/operator-command.ts';
import { resumeQuota, showQuota } from '../quota/quota.ts';
import type { Io } from '../report/io.ts';
import { type CommandResult, type Exit, jsonLine } from '../report/result.ts';
import { styleFor } from '../report/style.ts';
import { type DeploymentCall, type OperatorCall, parseCommandLine } from '../usage/command-line.ts';
import { nounlessVerb } from '../usage/verbs.ts';

/**
 * Runs a command line: parses it, sends its command and prints the result. Every foreseen problem is
 * printed to stderr in one sentence and gives an exit of its own.
 */
export async function runProgram(args: readonly string[], io: Io): Promise<Exit> {
  const { env, stdout } = io;
  const parsed = parseCommandLine(args, env);
  switch (parsed.kind) {
    case 'help':
      stdout.write(parsed.text);
      return 'done';
    case 'version':
      stdout.write(`${packageJson.version}\n`);
      return 'done';
    case 'wrong':
      return refuse(parsed.problem, io);
    case 'call':
      return runOperatorCall(parsed, io);
    case 'deployment':
      return runDeploymentCall(parsed, io);
  }
}

function refuse(problem: string, { stderr }: Io): Exit {
  stderr.write(`${problem}\n`);
  return 'usage';
}

async function runOperatorCall(call: OperatorCall, io: Io): Promise<Exit> {
  try {
    const access = await openAccess(call.target, io.env);
    if (typeof access === 'string') return refuse(access, io);
    const command = await withTenants(call, io);
    return typeof command === 'string'
      ? refuse(command, io)
      : await invokeAndPrint(command, call, access, io);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    io.stderr.write(`${explainLocalCloudError(error, call.target)}\n`);
    return 'failed';
  }
}

/** The command with the tenants of `--tenants FILE`; or a sentence that says what is wrong with the file. */
async function withTenants(
  { command, tenantsFile }: OperatorCall,
  { read }: Io,
): Promise<OperatorCommand | string> {
  if (tenantsFile === undefined || command.command !== 'check') return command;
  const tenants = await readTenants(tenantsFile, read);
  return typeof tenants === 'string' ? tenants : { ...command, tenants };
}

async function invokeAndPrint(
  command: OperatorCommand,
  { json, targetFlags }: OperatorCall,
  { connection, credentials }: Access,
  io: Io,
): Promise<Exit> {
  const { clock, stdout, stderr } = io;
  const explain = (error: ApiError) =>
    stderr.write(`${explainInvocationError(error, functionOf(command.command), connection)}\n`);
  const progress = stderr.isTTY && !json ? progressLine(lineTerminal(io)) : NO_PROGRESS;
  try {
    const send = commandSender(functionInvoker(connection, credentials, clock));
    const style = styleFor(targetFlags, io);
    const result = await runCommand(command, { send, style, onProgress: progress.update });
    progress.end();
    stdout.write(json ? jsonLine(result.answer) : result.text);
    if (result.refused) stderr.write(`${refusalText(result.refused)}\n`);
    if (result.failure) explain(result.failure);
    return result.exit;
  } catch (error) {
    progress.end();
    if (!(error instanceof ApiError)) throw error;
    explain(error);
    return 'failed';
  }
}

const NO_PROGRESS: ProgressLine = { update: () => {}, end: () => {} };

function lineTerminal({ stderr, clock, every }: Io): LineTerminal {
  return { write: (line) => stderr.write(line), nowMs: clock.nowMs, every };
}

/** Runs the verb of a command. Throws `ApiError` when there is no answer. */
export function runCommand(command: OperatorCommand, context: VerbContext): Promise<CommandResult> {
  switch (command.command) {
    case 'list':
      return listDeadLetters(command, context);
    case 'show':
      return showDeadLetter(command, context);
    case 'plan':
      return planDeadLetters(command, context);
    case 'redrive':
      return redriveDeadLetters(command, context);
    case 'discard':
      return discardDeadLetters(command, context);
    case 'quota':
      return showQuota(command, context);
    case 'resume':
      return resumeQuota(command, context);
    case 'check':
      return checkFleet(command, context);
    case 'repair':
      return repairFleet(command, context);
  }
}

function refusalText({ code, detail }: NonNullable<CommandResult['refused']>): string {
  return `${printable(detail)} (${printable(code)})`;
}

async function runDeploymentCall(call: DeploymentCall, io: Io): Promise<Exit> {
  const { stdout, stderr } = io;
  const { exit, answer, problems = [] } = await resultOf(call, io);
  if (call.json && answer !== undefined) stdout.write(jsonLine(answer));
  for (const problem of problems) stderr.write(`${problem}\n`);
  return exit;
}

async function resultOf(call: DeploymentCall, io: Io): Promise<DeploymentResult> {
  try {
    return await runDeploymentCommand(call, terminalFor(call, io), io);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // The verbs explain every other failed call themselves.
    return { exit: 'failed', problems: [explainLocalCloudError(error, call.target)] };
  }
}

function terminalFor({ targetFlags, json }: DeploymentCall, io: Io): Terminal {
  const { stdout, stderr, readLine } = io;
  return {
    style: styleFor(targetFlags, io),
    print: (text) => void (json || stdout.write(text)),
    ...(readLine !== undefined &&
      !json && {
        prompt: (question: string) => {
          stderr.write(question);
          return readLine();
        },
      }),
  };
}

function runDeploymentCommand(
  { command, target }: DeploymentCall,
  terminal: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  switch (command.command) {
    case 'deploy':
      return deployApplication(command, target, terminal, io);
    case 'destroy':
      return destroyApplication(command, target, terminal, io);
    case 'doctor':
      return diagnoseTarget(target, terminal, io);
    case 'token':
      return printToken(command, target, terminal);
  }
}

/** What happens after Ctrl-C, as the end of a sentence. */
export function stopMeaning(args: readonly string[]): string {
  const first = args.find((word) => !word.startsWith('-'));
  return nounlessVerb(first) === undefined
    ? 'the function still finishes its current work'
    : 'run the same command again to continue';
}
