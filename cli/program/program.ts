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
import {
  commandSender,
  type SendCommand,
  type VerbContext,
} from '../invocation/operator-command.ts';
import { Stopped, untilStopped } from '../invocation/stop.ts';
import { type Io, type ReadText, type SafeIo, safeIo } from '../report/io.ts';
import { withLeftOutNote } from '../report/left-out.ts';
import { type CommandResult, type Exit, jsonLine } from '../report/result.ts';
import { sameCommand, styleFor } from '../report/style.ts';
import { type Call, parseCommandLine } from '../usage/command-line.ts';
import { type Act, type DeploymentAct, type OperatorAct, UsageError } from '../usage/verb.ts';

/**
 * Runs a command line: parses it, sends its command and prints the result. Every foreseen problem is
 * printed to stderr in one sentence and gives an exit of its own; any other with its stack. Whatever is
 * printed, also of an answer or an error, cannot steer the terminal.
 */
export async function runProgram(args: readonly string[], process: Io): Promise<Exit> {
  const io = safeIo(process);
  try {
    return await runCommandLine(args, io);
  } catch (error) {
    io.stderr.write(`${faultText(error)}\n`);
    return 'failed';
  }
}

function faultText(error: unknown): string {
  const stack = error instanceof Error ? error.stack : undefined;
  return `This is a defect of tenant-keys: please report it with these lines.\n${stack ?? String(error)}`;
}

async function runCommandLine(args: readonly string[], io: SafeIo): Promise<Exit> {
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
      return runOperatorCall(parsed, args, io);
    case 'deployment':
      return runDeploymentCall(parsed, io);
  }
}

function refuse(problem: string, { stderr }: SafeIo): Exit {
  stderr.write(`${problem}\n`);
  return 'usage';
}

async function runOperatorCall(
  call: Call<OperatorAct>,
  args: readonly string[],
  io: SafeIo,
): Promise<Exit> {
  try {
    const access = await untilStopped(openAccess(call.target, io.env), io.stopped, false);
    if (typeof access === 'string') return refuse(access, io);
    return await invokeAndPrint(call, access, args, io);
  } catch (error) {
    if (error instanceof UsageError) return refuse(error.message, io);
    if (error instanceof Stopped) return stop(error.isSent, args, io);
    if (!(error instanceof ApiError)) throw error;
    io.stderr.write(`${await explainLocalCloudError(error, call.target)}\n`);
    return 'failed';
  }
}

/** Says after Ctrl-C how far a command came, and what to type to go on. */
function stop(isSent: boolean, args: readonly string[], io: SafeIo, howFar = 'Stopped'): Exit {
  const end = isSent
    ? `the function still finishes its current work. To go on:\n${sameCommand(args, io)}`
    : 'nothing was changed.\n';
  io.stderr.write(`\n${howFar}; ${end}`);
  return 'stopped';
}

async function invokeAndPrint(
  call: Call<OperatorAct>,
  { connection, credentials }: Access,
  args: readonly string[],
  io: SafeIo,
): Promise<Exit> {
  const { command, run } = call;
  const { clock, stderr, stopped } = io;
  const explain = async (error: ApiError) => {
    const name = functionOf(command.command);
    stderr.write(`${await explainInvocationError(error, name, connection)}\n`);
  };
  const { context, progress } = verbContext(call, io);
  const send = commandSender(functionInvoker(connection, credentials, clock));
  const sending: SendCommand = (...sent) => untilStopped(send(...sent), stopped, true);
  const read: ReadText = (path) => untilStopped(io.read(path), stopped, false);
  try {
    const ran = await run({ ...context, send: sending }, read);
    const result = withLeftOutNote(ran, context.style.width);
    progress.end();
    printResult(result, call.json, io);
    if (result.failure) await explain(result.failure);
    return result.exit === 'stopped' ? stop(true, args, io, result.problem) : result.exit;
  } catch (error) {
    progress.end();
    if (!(error instanceof ApiError)) throw error;
    await explain(error);
    return 'failed';
  }
}

/** What a verb has of the terminal, where a line shows its progress. */
function verbContext(call: Call<OperatorAct>, io: SafeIo) {
  const { style, print, prompt } = terminalFor(call, io);
  const hasProgress = hasCursor(io.stderr.isTTY, io.env) && !call.json;
  const startProgress = () => (hasProgress ? progressLine(lineTerminal(io)) : NO_PROGRESS);
  let progress = startProgress();
  const context: Omit<VerbContext, 'send'> = {
    style,
    onProgress: (done, total) => progress.update(done, total),
    // The line of progress would be drawn over the question.
    print: (text) => {
      progress.end();
      print(text);
    },
    ...(prompt !== undefined && {
      prompt: async (question) => {
        progress.end();
        const line = await untilStopped(prompt(question), io.stopped, false);
        progress = startProgress();
        return line;
      },
    }),
  };
  return { context, progress: { end: () => progress.end() } };
}

const NO_PROGRESS: ProgressLine = { update: () => {}, end: () => {} };

function lineTerminal({ stderr, clock, every }: SafeIo): LineTerminal {
  return { rewriteLine: stderr.rewriteLine, nowMs: clock.nowMs, every };
}

function printResult(result: CommandResult, isJson: boolean, { stdout, stderr }: SafeIo): void {
  const { exit, answer, text, refused, problem } = result;
  if (exit !== 'usage') stdout.write(isJson ? jsonLine(answer) : text);
  if (refused) stderr.write(`${refusalText(refused)}\n`);
  if (problem && exit !== 'stopped') stderr.write(`${problem}\n`);
}

function refusalText({ code, detail }: NonNullable<CommandResult['refused']>): string {
  return `${printable(detail)} (${printable(code)})`;
}

async function runDeploymentCall(call: Call<DeploymentAct>, io: SafeIo): Promise<Exit> {
  const { stdout, stderr, stopped } = io;
  const ended = await untilStopped(resultOf(call, io), stopped, true).catch(stoppedError);
  if (ended instanceof Stopped) {
    // What goes on until then has come to its end.
    if (call.endsByStop) return 'done';
    stderr.write('\nStopped; run the same command again to continue.\n');
    return 'stopped';
  }
  const { exit, answer, problems = [] } = ended;
  if (call.json && answer !== undefined) stdout.write(jsonLine(answer));
  for (const problem of problems) stderr.write(`${problem}\n`);
  return exit;
}

function stoppedError(error: unknown): Stopped {
  if (error instanceof Stopped) return error;
  throw error;
}

async function resultOf(call: Call<DeploymentAct>, io: SafeIo): Promise<DeploymentResult> {
  try {
    return await call.run(call.target, terminalFor(call, io), io);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // The verbs explain every other failed call themselves.
    return { exit: 'failed', problems: [await explainLocalCloudError(error, call.target)] };
  }
}

function terminalFor({ targetFlags, json }: Call<Act>, io: SafeIo): Terminal {
  const { stdout, stderr, readLine, env } = io;
  return {
    style: styleFor(targetFlags, io),
    print: (text) => void (json || stdout.write(text)),
    ...(!json && hasCursor(stdout.isTTY, env) && { clear: stdout.clear }),
    ...(json && { printAnswer: (answer: object) => void stdout.write(jsonLine(answer)) }),
    ...(readLine !== undefined &&
      !json && {
        prompt: (question: string) => {
          stderr.write(question);
          return readLine();
        },
      }),
  };
}
