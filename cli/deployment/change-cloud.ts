import type { Change, DeployEvent, Tell } from '../../deploy/state/change.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import { counted } from '../../terminal/sentences.ts';
import type { Surroundings } from '../running/surroundings.ts';
import type { Target } from './deployment-command.ts';
import { type DeploymentEnding, wrongEnding } from './deployment-ending.ts';
import { explainRefusal } from './explain-refusal.ts';
import { type OpenTarget, openTarget } from './open-target.ts';
import type { Place } from './place.ts';
import { toldBy } from './told-by.ts';

/** What work on a cloud needs besides the cloud. */
export type Work = {
  /** Notes each change that is done, and hands the event on. */
  readonly watched: (tell: Tell) => Tell;
  readonly clock: Clock;
  readonly deadlineMs: number;
};

/** Opens a cloud for work that changes it; when that breaks off, tells how far it came. */
export async function changeCloud(
  { target: asked }: { readonly target?: Target },
  place: Place,
  around: Surroundings,
  work: (target: OpenTarget, work: Work) => Promise<DeploymentEnding>,
): Promise<DeploymentEnding> {
  const target = await openTarget(asked, place, around);
  if (typeof target === 'string') return wrongEnding(target);
  const { clock } = around;
  const made: Change[] = [];
  const watched = (tell: Tell) => (event: DeployEvent) => {
    if (event.kind === 'done') made.push(event.change);
    tell(event);
  };
  try {
    return await work(target, { watched, clock, deadlineMs: clock.nowMs() + TIME_MAX_MS });
  } catch (error) {
    return brokenOff(error, made, target);
  }
}

/** Functions are made one after the other, and each may take minutes. */
const TIME_MAX_MS = 1_800_000;

function brokenOff(
  error: unknown,
  made: readonly Change[],
  { application, endpoint }: OpenTarget,
): DeploymentEnding {
  const { region } = application;
  const where = { region, ...(endpoint !== undefined && { endpoint }) };
  const isRefused = error instanceof ApiError;
  const told = isRefused ? explainRefusal(error, where) : toldBy(error);
  if (told === undefined) throw error;
  const count = counted(made.length, 'change');
  return {
    exit: made.length > 0 ? 'partly' : 'failed',
    answer: { changes: made, stoppedBy: isRefused ? error.code : told },
    problems: [told, ...(made.length > 0 ? [`${count} made: the same command goes on.`] : [])],
  };
}
