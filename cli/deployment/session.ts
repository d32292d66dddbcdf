import type { Change, DeployEvent, DeployReporter } from '../../deploy/state/change.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import { counted } from '../../terminal/sentences.ts';
import { explainDeploymentError } from '../invocation/explanations.ts';
import { askLocalCloud } from '../invocation/local-cloud.ts';
import type { TargetOptions } from '../invocation/target.ts';
import type { Io } from '../report/io.ts';
import { type DeploymentResult, usageResult } from './command.ts';
import { type OpenTarget, openTarget, reportableMessage } from './target.ts';

/**
 * Opens a target and runs `change` on it. When a call fails half-way, the result names the changes that
 * were made before: the same command then continues with the rest.
 *
 * @throws ApiError when a local cloud does not answer the first call.
 */
export async function changeCloud(
  options: TargetOptions,
  io: Io,
  change: (target: OpenTarget, context: ChangeContext) => Promise<DeploymentResult>,
): Promise<DeploymentResult> {
  const target = await openTarget(options, io);
  if (typeof target === 'string') return usageResult(target);
  const { clock } = io;
  const made: Change[] = [];
  const recorded = (report: DeployReporter) => (event: DeployEvent) => {
    if (event.kind === 'done') made.push(event.change);
    report(event);
  };
  const deadlineMs = clock.nowMs() + TIME_MAX_MS;
  try {
    return await change(target, { recorded, clock, deadlineMs, elapse: elapseIn(target, clock) });
  } catch (error) {
    return await interruptedResult(error, made, target);
  }
}

type ChangeContext = {
  /** Records each change that was made before it passes the event on. */
  readonly recorded: (report: DeployReporter) => DeployReporter;
  readonly clock: Clock;
  readonly deadlineMs: number;
  /** See `DeployOptions`. */
  readonly elapse: (delayMs: number) => Promise<void>;
};

/** Nobody needs to wait for a local cloud, whose clock can be put forward. */
function elapseIn({ target, endpoint }: OpenTarget, clock: Clock): ChangeContext['elapse'] {
  if (target !== 'local' || endpoint === undefined) return clock.sleep;
  return async (delayMs) => {
    await askLocalCloud(endpoint, '/clock/advance', { ms: delayMs });
  };
}

/** Functions are created one after the other, and each may take minutes. */
const TIME_MAX_MS = 1_800_000;

async function interruptedResult(
  error: unknown,
  made: readonly Change[],
  { application, endpoint }: OpenTarget,
): Promise<DeploymentResult> {
  const { region } = application;
  const where = { region, ...(endpoint !== undefined && { endpoint }) };
  const isRefused = error instanceof ApiError;
  const problem = isRefused ? await explainDeploymentError(error, where) : reportableMessage(error);
  if (problem === undefined) throw error;
  const count = counted(made.length, 'change');
  return {
    exit: made.length > 0 ? 'partly' : 'failed',
    answer: { changes: made, stoppedBy: isRefused ? error.code : problem },
    problems: [
      problem,
      ...(made.length > 0 ? [`${count} made: run the same command again to continue.`] : []),
    ],
  };
}
