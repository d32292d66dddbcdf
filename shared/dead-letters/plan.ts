import type { OperatorPorts } from '../ports.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { parseRequest } from '../tenant-key/parse.ts';
import { type Forecast, openForecast, type Plan, planRequest } from '../tenant-key/plan.ts';
import { attemptsEndMs, withRetries } from '../tenant-key/retry.ts';
import {
  type DeadLettersDoor,
  LETTERS_TAKEN_MAX,
  type LetterPlan,
  type LetterPlans,
  type Refused,
  type Selection,
} from './command.ts';
import type { LetterSummary } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { LETTER_MS_MIN, namesOf, type RedriveSettings, ranOutOfTime } from './redrive.ts';
import { selectLetters } from './select.ts';
import { redriveRefusal, sealKeysOf } from './signature.ts';
import { lettersInTurn, readLetterTable } from './table.ts';

/**
 * Foretells what redriving a selection would come to: the first of its letters, as far as time and the
 * answer suffice. Changes nothing. Throws `ApiError` when the cloud or the topics do not answer.
 */
export async function answerPlan(
  selection: Selection,
  { ports, config }: DeadLettersDoor,
  deadlineMs: number,
): Promise<LetterPlans | Refused> {
  const { retry } = config.provisioning;
  const sealKeys = sealKeysOf(config);
  const { letters, beyond, unreadable } = await readLetterTable(
    ports.records,
    deadlineMs,
    sealKeys,
  );
  const selected = selectLetters(letters, selection, ports.wallMs());
  if ('refused' in selected) return selected;
  const readStatus = () => ports.reader.serviceStatus(deadlineMs);
  const forecast = openForecast(await withRetries(readStatus, ports, retry, deadlineMs));
  const first = selected.letters.slice(0, LETTERS_TAKEN_MAX);
  const endMs = attemptsEndMs(config.provisioning, ports.clock.nowMs(), deadlineMs);
  const plans = await planLetters(first, ports, { ...config, sealKeys }, forecast, endMs);
  return { plans, total: selected.letters.length, beyond, unreadable };
}

type PlanSettings = Pick<RedriveSettings, 'provisioning' | 'redrivesMax' | 'sealKeys'>;

/**
 * Foretells what redriving these letters would come to, in the same order and by the same rules. Only
 * reads. Letters for which there is no time are not in it.
 *
 * @param forecast Of the keys as they are now; it takes up each plan.
 * @throws ApiError when the cloud or the topics do not answer.
 */
export async function planLetters(
  letters: readonly LetterSummary[],
  ports: OperatorPorts,
  settings: PlanSettings,
  forecast: Forecast,
  deadlineMs: number,
): Promise<readonly LetterPlan[]> {
  const plans: LetterPlan[] = [];
  for await (const letter of lettersInTurn(letters, ports.records, deadlineMs)) {
    if (deadlineMs - ports.clock.nowMs() < LETTER_MS_MIN) break;
    const foretold = await planLetter(letter, ports, settings, forecast, deadlineMs);
    if (foretold === undefined) break;
    plans.push({ id: letter.id, ...foretold, ...namesOf(letter) });
  }
  return plans;
}

type Foretold = Pick<LetterPlan, 'outcome' | 'code' | 'calls'>;

/** Undefined when the time ran out over it. */
async function planLetter(
  letter: DeadLetter,
  ports: OperatorPorts,
  { provisioning, redrivesMax, sealKeys }: PlanSettings,
  forecast: Forecast,
  deadlineMs: number,
): Promise<Foretold | undefined> {
  const refusal = redriveRefusal(letter, redrivesMax, sealKeys);
  if (refusal !== undefined) return { outcome: 'refused', code: refusal, calls: [] };
  const parsed = parseRequest(letter.text);
  if (!parsed.ok) {
    const { code, identity } = parsed.failed;
    return { outcome: identity === undefined ? 'parked' : 'rejected', code, calls: [] };
  }
  const plan = () =>
    planRequest(parsed.request, ports, forecast, provisioning, deadlineMs, letter.keyId);
  return withRetries(plan, ports, provisioning.retry, deadlineMs).then(foretoldBy, foretoldByError);
}

function foretoldBy({ action, code, calls }: Plan): Foretold {
  return { outcome: OUTCOMES[action], ...(code === undefined ? {} : { code }), calls };
}

const OUTCOMES = {
  create: 'provisioned',
  adopt: 'provisioned',
  reject: 'rejected',
  park: 'parked',
} as const;

/** A read that is refused for this letter alone will park it; what meets every letter ends the plan. */
function foretoldByError(error: unknown): Foretold | undefined {
  if (!(error instanceof ApiError)) throw error;
  if (ranOutOfTime(error.code)) return undefined;
  if (failureOf(error.code).end !== 'park') throw error;
  return { outcome: 'parked', code: error.code, calls: [] };
}
