import packageJson from '../../package.json' with { type: 'json' };
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { hasCursor } from '../../terminal/paint.ts';
import {
  type LineTerminal,
  type ProgressLine,
  progressLine,
} from '../../terminal/progress-line.ts';
import { printable } from '../../terminal/text.ts';
import type { DeploymentResult, Terminal } from '../deployment/command.ts';
import { type Access, openAccess } from '../invocation/access.ts';
import { functionOf } from '../invocation/answers.ts';
import { explainInvocationError, explainLocalCloudError } from '../invocation/explanations.ts';
import { functionInvoker } from '../invocation/invoker.ts';
import { commandSender } from '../invocation/operator-command.ts';
import type { Io } from '../report/io.ts';
import { withLeftOutNote } from '../report/left-out.ts';
import { type CommandResult, type Exit, jsonLine } from '../report/result.ts';
import { styleFor } from '../report/style.ts';
import { type Call, parseCommandLine } from '../usage/command-line.ts';
import { splitName } from '../usage/name.ts';
import { type DeploymentAct, type OperatorAct, UsageError } from '../usage/verb.ts';
import { VERBS } from '../usage/verbs.ts';

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

async function runOperatorCall(call: Call<OperatorAct>, io: Io): Promise<Exit> {
  try {
    const access = await openAccess(call.target, io.env);
    return typeof access === 'string' ? refuse(access, io) : await invokeAndPrint(call, access, io);
  } catch (error) {
    if (error instanceof UsageError) return refuse(error.message, io);
    if (!(error instanceof ApiError)) throw error;
    io.stderr.write(`${explainLocalCloudError(error, call.target)}\n`);
    return 'failed';
  }
}

async function invokeAndPrint(
  { command, run, json, targetFlags }: Call<OperatorAct>,
  { connection, credentials }: Access,
  io: Io,
): Promise<Exit> {
  const { clock, stdout, stderr, env, read } = io;
  const explain = (error: ApiError) =>
    stderr.write(`${explainInvocationError(error, functionOf(command.command), connection)}\n`);
  const hasProgress = hasCursor(stderr.isTTY, env) && !json;
  const progress = hasProgress ? progressLine(lineTerminal(io)) : NO_PROGRESS;
  try {
    const send = commandSender(functionInvoker(connection, credentials, clock));
    const style = styleFor(targetFlags, io);
    const ran = await run({ send, style, onProgress: progress.update }, read);
    const result = withLeftOutNote(ran, style.width);
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

function refusalText({ code, detail }: NonNullable<CommandResult['refused']>): string {
  return `${printable(detail)} (${printable(code)})`;
}

async function runDeploymentCall(call: Call<DeploymentAct>, io: Io): Promise<Exit> {
  const { stdout, stderr } = io;
  const { exit, answer, problems = [] } = await resultOf(call, io);
  if (call.json && answer !== undefined) stdout.write(jsonLine(answer));
  for (const problem of problems) stderr.write(`${problem}\n`);
  return exit;
}

async function resultOf(call: Call<DeploymentAct>, io: Io): Promise<DeploymentResult> {
  try {
    return await call.run(call.target, terminalFor(call, io), io);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // The verbs explain every other failed call themselves.
    return { exit: 'failed', problems: [explainLocalCloudError(error, call.target)] };
  }
}

function terminalFor({ targetFlags, json }: Call<DeploymentAct>, io: Io): Terminal {
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

/** What happens after Ctrl-C, as the end of a sentence. */
export function stopMeaning(args: readonly string[]): string {
  const [first] = splitName(args).words;
  return VERBS.some(({ noun, name }) => noun === undefined && name === first)
    ? 'run the same command again to continue'
    : 'the function still finishes its current work';
}
