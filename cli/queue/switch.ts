import { deployApis } from '../../deploy/calls/apis.ts';
import { type QueueState, type Switched, switchQueue } from '../../deploy/queue.ts';
import type { Change } from '../../deploy/state/change.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { paragraph } from '../../terminal/text.ts';
import { changeReporter } from '../deployment/changes.ts';
import {
  type DeploymentCommandOf,
  type DeploymentResult,
  type Terminal,
  usageResult,
} from '../deployment/command.ts';
import { reportableMessage, targetName } from '../deployment/target.ts';
import { type Access, openAccess } from '../invocation/access.ts';
import { explainInvocationError, explainQueueError } from '../invocation/explanations.ts';
import { functionInvoker } from '../invocation/invoker.ts';
import { commandSender } from '../invocation/operator-command.ts';
import { resolveTarget, type TargetOptions } from '../invocation/target.ts';
import { NO_CONSENT, objectionOf } from '../report/consent.ts';
import type { Io } from '../report/io.ts';
import type { Style } from '../report/style.ts';

/**
 * Pauses or resumes the queue by its triggers, then has the function redrive publish that. The order makes the queue
 * stop although the topics are down. A repeat publishes the event once more, as it may be missing.
 *
 * @throws ApiError when the local cloud does not answer the first call.
 */
export async function switchQueueTriggers(
  command: DeploymentCommandOf<'pause' | 'resume'>,
  options: TargetOptions,
  terminal: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  const { planOnly, isAgreed } = command;
  const { prompt } = terminal;
  const wanted = WANTED[command.command];
  if (!planOnly && !isAgreed && prompt === undefined) return usageResult(NO_CONSENT);
  const access = await openAccess(options, io.env);
  if (typeof access === 'string') return usageResult(access);
  const ask =
    isAgreed || prompt === undefined ? undefined : () => objectionOf(prompt, QUESTIONS[wanted]);
  const made: Change[] = [];
  const reportChange = changeReporter(placeName(access, options), terminal);
  try {
    const switched = await switchQueue(wanted, apisOf(access, io), {
      namespace: access.connection.namespace,
      report: (event) => {
        if (event.kind === 'done') made.push(event.change);
        reportChange(event);
      },
      planOnly,
      ...(ask && { objection: ask }),
      deadlineMs: io.clock.nowMs() + TIME_MAX_MS,
      clock: io.clock,
    });
    return await resultOf(switched, command, access, terminal, io);
  } catch (error) {
    return await failedResult(error, made, access);
  }
}

const WANTED = { pause: 'paused', resume: 'running' } as const;

const QUESTIONS: Readonly<Record<QueueState, string>> = {
  paused: 'Pause the queue?',
  running: 'Resume the queue?',
};

/** There are a few calls only, but each may be repeated. */
const TIME_MAX_MS = 120_000;

function placeName({ connection: { region } }: Access, options: TargetOptions): string {
  const { target, endpoint } = resolveTarget(options);
  return targetName({
    application: { region },
    target,
    ...(endpoint !== undefined && { endpoint }),
  });
}

function apisOf({ connection: { endpoint, region }, credentials }: Access, { clock, wallMs }: Io) {
  return deployApis({ region, endpoint, readCredentials: () => credentials, clock, wallMs });
}

async function resultOf(
  switched: Switched,
  command: DeploymentCommandOf<'pause' | 'resume'>,
  access: Access,
  { style, print }: Terminal,
  io: Io,
): Promise<DeploymentResult> {
  const { changes } = switched;
  if (!switched.ok) {
    const { refusals } = switched;
    return { exit: 'refused', answer: { changes, refusals }, problems: refusals };
  }
  const { triggers, calls } = switched;
  const answer = { changes, triggers, calls };
  if (command.planOnly) {
    if (changes.length > 0) print(planEnd(command, style));
    return { exit: 'done', answer };
  }
  const wanted = WANTED[command.command];
  print(`\n${paragraph(MEANINGS[wanted], style.width)}`);
  const problem = await publish(wanted, triggers, access, io);
  if (problem !== undefined) return { exit: 'partly', answer, problems: [problem] };
  return { exit: changes.length === 0 ? 'nothing' : 'done', answer };
}

function planEnd({ command }: DeploymentCommandOf<'pause' | 'resume'>, { nextCommand }: Style) {
  return `Nothing was changed. To do this:\n${nextCommand(['queue', command])}`;
}

const MEANINGS: Readonly<Record<QueueState, string>> = {
  paused:
    'The queue is paused. Messages stay on their topic until its retention is over, two weeks as serverless.yml has it. What runs already is finished, and the HTTP API goes on.',
  running: 'The queue is running, and continues where it stopped.',
};

/** Has the event published; or returns a sentence that says why not. */
async function publish(
  queueState: QueueState,
  triggers: readonly string[],
  { connection, credentials }: Access,
  { clock }: Io,
): Promise<string | undefined> {
  const send = commandSender(functionInvoker(connection, credentials, clock));
  try {
    const answer = await send('queue', { command: 'queue', queueState, triggers });
    return 'refused' in answer ? unpublished(`The code is ${answer.refused.code}.`) : undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return unpublished(await explainInvocationError(error, 'redrive', connection));
  }
}

function unpublished(why: string): string {
  return `The event about this was not published: run the same command again, which publishes it. ${why}`;
}

async function failedResult(
  error: unknown,
  made: readonly Change[],
  { connection }: Access,
): Promise<DeploymentResult> {
  const problem =
    error instanceof ApiError
      ? await explainQueueError(error, connection)
      : reportableMessage(error);
  if (problem === undefined) throw error;
  const stoppedBy = error instanceof ApiError ? error.code : problem;
  const exit = made.length > 0 ? 'partly' : 'failed';
  return { exit, answer: { changes: made, stoppedBy }, problems: [problem] };
}
