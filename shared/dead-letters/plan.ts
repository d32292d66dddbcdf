import type { OperatorPorts } from '../ports.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { parseRequest } from '../tenant-key/parse.ts';
import { type Plan, type PlannedState, plannedState, planRequest } from '../tenant-key/plan.ts';
import { attemptsEndMs, withRetries } from '../tenant-key/retry.ts';
import {
  DEAD_LETTERS_PER_COMMAND_MAX,
  type DeadLettersContext,
  type RedrivePlan,
  type RedrivePlans,
  type Refused,
  type Selection,
} from './command.ts';
import type { DeadLetterSummary } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { DEAD_LETTER_MS_MIN, namesOf, type RedriveSettings, ranOutOfTime } from './redrive.ts';
import { selectDeadLetters } from './select.ts';
import { redriveRefusal, signingKeysOf } from './signature.ts';
import { deadLettersInOrder, readDeadLetterTable } from './table.ts';

/**
 * Foretells what redriving a selection would come to: the first of its letters, as far as time and the
 * answer suffice. Changes nothing. Throws `ApiError` when the cloud or the topics do not answer.
 */
export async function answerPlan(
  selection: Selection,
  { ports, config }: DeadLettersContext,
  deadlineMs: number,
): Promise<RedrivePlans | Refused> {
  const { retry } = config.provisioning;
  const signingKeys = signingKeysOf(config);
  const {
    letters: deadLetters,
    beyond,
    unreadable,
  } = await readDeadLetterTable(ports.records, deadlineMs, signingKeys);
  const selected = selectDeadLetters(deadLetters, selection, ports.wallMs());
  if ('refused' in selected) return selected;
  const readStatus = () => ports.reader.serviceStatus(deadlineMs);
  const plannedSoFar = plannedState(await withRetries(readStatus, ports, retry, deadlineMs));
  const first = selected.letters.slice(0, DEAD_LETTERS_PER_COMMAND_MAX);
  const endMs = attemptsEndMs(config.provisioning, ports.clock.nowMs(), deadlineMs);
  const plans = await planDeadLetters(
    first,
    ports,
    { ...config, signingKeys },
    plannedSoFar,
    endMs,
  );
  return { plans, total: selected.letters.length, beyond, unreadable };
}

type PlanSettings = Pick<RedriveSettings, 'provisioning' | 'redrivesMax' | 'signingKeys'>;

/**
 * Foretells what redriving these letters would come to, in the same order and by the same rules. Only
 * reads. Letters for which there is no time are not in it.
 *
 * @param plannedSoFar Of the keys as they are now; it takes up each plan.
 * @throws ApiError when the cloud or the topics do not answer.
 */
export async function planDeadLetters(
  deadLetters: readonly DeadLetterSummary[],
  ports: OperatorPorts,
  settings: PlanSettings,
  plannedSoFar: PlannedState,
  deadlineMs: number,
): Promise<readonly RedrivePlan[]> {
  const plans: RedrivePlan[] = [];
  for await (const deadLetter of deadLettersInOrder(deadLetters, ports.records, deadlineMs)) {
    if (deadlineMs - ports.clock.nowMs() < DEAD_LETTER_MS_MIN) break;
    const planned = await planDeadLetter(deadLetter, ports, settings, plannedSoFar, deadlineMs);
    if (planned === undefined) break;
    plans.push({ id: deadLetter.id, ...planned, ...namesOf(deadLetter) });
  }
  return plans;
}

type PlanFacts = Pick<RedrivePlan, 'outcome' | 'code' | 'calls'>;

/** Undefined when the time ran out over it. */
async function planDeadLetter(
  deadLetter: DeadLetter,
  ports: OperatorPorts,
  { provisioning, redrivesMax, signingKeys }: PlanSettings,
  plannedSoFar: PlannedState,
  deadlineMs: number,
): Promise<PlanFacts | undefined> {
  const refusal = redriveRefusal(deadLetter, redrivesMax, signingKeys);
  if (refusal !== undefined) return { outcome: 'refused', code: refusal, calls: [] };
  const parsed = parseRequest(deadLetter.text);
  if (!parsed.ok) {
    const { code, identity } = parsed.failed;
    return { outcome: identity === undefined ? 'parked' : 'rejected', code, calls: [] };
  }
  const plan = () =>
    planRequest(parsed.request, ports, plannedSoFar, provisioning, deadlineMs, deadLetter.keyId);
  return withRetries(plan, ports, provisioning.retry, deadlineMs).then(
    planFactsOf,
    planFactsOfError,
  );
}

function planFactsOf({ action, code, calls }: Plan): PlanFacts {
  return { outcome: OUTCOMES[action], ...(code === undefined ? {} : { code }), calls };
}

const OUTCOMES = {
  create: 'provisioned',
  adopt: 'provisioned',
  reject: 'rejected',
  park: 'parked',
} as const;

/** A read that is refused for this letter alone will park it; what meets every letter ends the plan. */
function planFactsOfError(error: unknown): PlanFacts | undefined {
  if (!(error instanceof ApiError)) throw error;
  if (ranOutOfTime(error.code)) return undefined;
  if (failureOf(error.code).end !== 'park') throw error;
  return { outcome: 'parked', code: error.code, calls: [] };
}
