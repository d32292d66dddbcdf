import type { Config } from '../config.ts';
import type { Refused } from '../generated/refused.ts';
import type { Invocation } from '../invocation.ts';
import type { DeadLetterPorts } from '../ports.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { Plan } from '../tenant-key/generated/plan.ts';
import { parseRequest } from '../tenant-key/parse.ts';
import { type PlannedState, plannedState, planRequest } from '../tenant-key/plan.ts';
import { withRetries } from '../tenant-key/retry.ts';
import { attemptsEndMs } from '../tenant-key/settings.ts';
import { blockRefusal, redriveRefusal } from './dead-letter.ts';
import type {
  DeadLettersCommand,
  RedrivePlan,
  RedrivePlans,
} from './generated/dead-letters-command.ts';
import type { OpenDeadLetter } from './records.ts';
import { DEAD_LETTER_MS_MIN, DEAD_LETTERS_PER_COMMAND_MAX } from './redrive.ts';
import { namesOf, ranOutOfTime } from './redrive-result.ts';
import { selectDeadLetters } from './selection.ts';
import { trustOf } from './signature.ts';
import { readDeadLetterTable } from './table.ts';
import { deadLettersInOrder, type TableSelection } from './texts.ts';

/**
 * Plans the redrive of a selection: its first dead letters, as far as the time and the size of an answer
 * allow. Changes nothing. Throws `ApiError` when the cloud or the topics do not answer.
 */
export async function answerPlan(
  { selection }: Required<Pick<DeadLettersCommand, 'selection'>>,
  ports: DeadLetterPorts,
  config: Config,
  { deadlineMs }: Invocation,
): Promise<RedrivePlans | Refused> {
  const { retry } = config.provisioning;
  const table = await readDeadLetterTable(ports.records, deadlineMs, trustOf(config));
  const selected = selectDeadLetters(table.deadLetters, selection, ports.wallMs());
  if ('refused' in selected) return selected;
  const readStatus = () => ports.reader.serviceStatus(deadlineMs);
  const plannedSoFar = plannedState(await withRetries(readStatus, ports, retry, deadlineMs));
  const deadLetters = selected.deadLetters.slice(0, DEAD_LETTERS_PER_COMMAND_MAX);
  const taken = { ...table, deadLetters };
  const endMs = attemptsEndMs(config.provisioning, ports.clock.nowMs(), deadlineMs);
  const plans = await planDeadLetters(taken, ports, config, plannedSoFar, endMs);
  const { beyond, unreadable } = table;
  return { plans, total: selected.deadLetters.length, beyond, unreadable };
}

/**
 * Plans the redrive of these dead letters, in the same order and by the same rules as the redrive. Only
 * reads. The plans lack the dead letters for which there is no time. Throws `ApiError` when the cloud or
 * the topics do not answer.
 *
 * @param plannedSoFar Starts with the keys as they are now; each plan is added to it.
 */
export async function planDeadLetters(
  taken: TableSelection,
  ports: DeadLetterPorts,
  config: Config,
  plannedSoFar: PlannedState,
  deadlineMs: number,
): Promise<readonly RedrivePlan[]> {
  const plans: RedrivePlan[] = [];
  for await (const open of deadLettersInOrder(taken, ports.records, deadlineMs)) {
    if (deadlineMs - ports.clock.nowMs() < DEAD_LETTER_MS_MIN) break;
    const { deadLetter } = open;
    const planned = await planDeadLetter(open, ports, config, plannedSoFar, deadlineMs);
    if (planned === undefined) break;
    plans.push({ id: deadLetter.id, ...planned, ...namesOf(deadLetter) });
  }
  return plans;
}

type PlanFacts = Pick<RedrivePlan, 'outcome' | 'code' | 'calls'>;

/** Undefined when the time ran out. */
async function planDeadLetter(
  open: OpenDeadLetter,
  ports: DeadLetterPorts,
  config: Config,
  plannedSoFar: PlannedState,
  deadlineMs: number,
): Promise<PlanFacts | undefined> {
  const { provisioning, redrivesMax } = config;
  const { deadLetter } = open;
  const refusal = redriveRefusal(open, redrivesMax) ?? blockRefusal(deadLetter, ports.blocks);
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
  wait: 'waiting',
  park: 'parked',
} as const;

/** An error of this dead letter alone would park it. An error that every other would meet is thrown. */
function planFactsOfError(error: unknown): PlanFacts | undefined {
  if (!(error instanceof ApiError)) throw error;
  if (ranOutOfTime(error.code)) return undefined;
  if (failureOf(error.code).end !== 'park') throw error;
  return { outcome: 'parked', code: error.code, calls: [] };
}
