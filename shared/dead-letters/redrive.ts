import { logLine, outcomeFacts, statsFacts, traceFacts } from '../log.ts';
import type { OperatorPorts } from '../ports.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { type AttemptedMessage, attemptMessage } from '../tenant-key/attempt.ts';
import { circuitBreaker, type DecidedOutcome } from '../tenant-key/circuit-breaker.ts';
import { recoverKey } from '../tenant-key/ensure.ts';
import { QUOTA_USED_UP } from '../tenant-key/failures/failure.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { MarkerKeys } from '../tenant-key/marker.ts';
import type { Outcome } from '../tenant-key/message.ts';
import type { KeyService } from '../tenant-key/ports.ts';
import { attemptsEndMs, type ProvisioningSettings } from '../tenant-key/retry.ts';
import type { Stats } from '../tencent/call-stats.ts';
import type { Redriven, RedriveResult } from './command.ts';
import { type DeadLetterSummary, messageOf } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { settleDeadLetter } from './park.ts';
import { redriveRefusal } from './signature.ts';
import { deadLettersInOrder } from './table.ts';

export type RedriveSettings = {
  readonly provisioning: ProvisioningSettings;
  /** How often a letter may be redriven; `Infinity` where it is not at fault. */
  readonly redrivesMax: number;
  /** Keys that may still be made; `Infinity` when KMS does not tell. */
  readonly headroom: number;
  /** Any of them must have sealed a letter; undefined takes any letter. */
  readonly signingKeys: MarkerKeys | undefined;
  /** Begins to measure the work on a letter: none other is at work meanwhile. */
  readonly measure?: () => () => Stats;
  /** Writes one line to the log. */
  readonly log: (line: string) => void;
};

/** The time that one letter may take, and without which none is begun. */
const DEAD_LETTER_MS_MAX = 10_000;
export const DEAD_LETTER_MS_MIN = 3_000;

/**
 * Sends letters in again, one after the other. It may be repeated at any time, beside live traffic and
 * beside itself too: what dies on the way is made again from the top.
 *
 * Each letter is settled before the next is begun, but for one that fails as all would in an outage:
 * it waits for the others to tell (see {@link circuitBreaker}), and an outage ends the run.
 *
 * @param deadlineMs On the clock of the ports. All is settled by then; letters for which there was no
 * time are not in the results.
 * @param goOn Is told each result as soon as it is certain; false ends the run.
 */
export async function redriveDeadLetters(
  deadLetters: readonly DeadLetterSummary[],
  ports: OperatorPorts,
  settings: RedriveSettings,
  deadlineMs: number,
  goOn: (result: RedriveResult) => boolean = () => true,
): Promise<Redriven> {
  const { nowMs } = ports.clock;
  const limited = { ...ports, keys: limitCreations(ports.keys, settings.headroom) };
  const endMs = attemptsEndMs(settings.provisioning, nowMs(), deadlineMs);
  const line = circuitBreaker(nowMs);
  const undecided = new Map<number, DeadLetter>();
  const works = new Map<DeadLetter, Stats | undefined>();
  const results: (RedriveResult | undefined)[] = [];
  let goesOn = true;

  async function take(deadLetter: DeadLetter): Promise<void> {
    const index = results.push(undefined) - 1;
    const work = settings.measure?.();
    works.set(deadLetter, work?.());
    const code = redriveRefusal(deadLetter, settings.redrivesMax, settings.signingKeys);
    if (code !== undefined) return tell(index, deadLetter, refusalResult(deadLetter, code));
    undecided.set(index, deadLetter);
    const attempted = await attemptDeadLetter(deadLetter, limited, settings, endMs);
    works.set(deadLetter, work?.());
    await conclude(line.record(index, attempted));
  }

  async function conclude(certain: readonly DecidedOutcome[]): Promise<void> {
    for (const { index, outcome } of certain) {
      const letter = undecided.get(index) as DeadLetter; // Each is weighed once.
      undecided.delete(index);
      const settled = staysAsItIs(letter, outcome)
        ? outcome
        : await settleDeadLetter(letter, outcome, limited, settings.provisioning, deadlineMs);
      if (outcome.kind !== 'retry') stopAtOutage(settled);
      tell(index, letter, resultOf(letter, settled), settled);
    }
  }

  /** What cannot be told for itself alone is not lost: its letter lies where it lay. */
  function stopAtOutage(settled: Outcome): void {
    if (settled.kind !== 'retry') return;
    const { code, end } = failureOf(settled.failed.code);
    if (end === 'hold') line.open(code);
  }

  function tell(index: number, letter: DeadLetter, result: RedriveResult, outcome?: Outcome): void {
    settings.log(redriveLine(letter, result, outcome, works.get(letter)));
    results[index] = result;
    goesOn = goOn(result) && goesOn;
  }

  try {
    for await (const letter of deadLettersInTime(deadLetters, ports, endMs)) {
      await take(letter);
      if (!goesOn || line.openedBy() !== undefined) break;
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    line.open(error.code); // The letters could not be read.
  }
  await conclude(line.finish());
  const stoppedBy = line.openedBy();
  const known = results.flatMap((result) => result ?? []);
  return { results: known, ...(stoppedBy === undefined ? {} : { stoppedBy }) };
}

/** Who has no time for even one letter is told so, or he would come for the rest again and again. */
async function* deadLettersInTime(
  deadLetters: readonly DeadLetterSummary[],
  { records, clock }: OperatorPorts,
  endMs: number,
): AsyncGenerator<DeadLetter, void> {
  let isFirst = true;
  for await (const deadLetter of deadLettersInOrder(deadLetters, records, endMs)) {
    if (endMs - clock.nowMs() < DEAD_LETTER_MS_MIN) {
      if (!isFirst) return;
      throw new ApiError('DeadlineExceeded', { detail: 'no time for a letter' });
    }
    yield deadLetter;
    isFirst = false;
  }
}

function attemptDeadLetter(
  deadLetter: DeadLetter,
  ports: OperatorPorts,
  { provisioning }: RedriveSettings,
  endMs: number,
): Promise<AttemptedMessage> {
  const byMs = Math.min(endMs, ports.clock.nowMs() + DEAD_LETTER_MS_MAX);
  return attemptMessage(
    messageOf(deadLetter),
    ports,
    provisioning,
    byMs,
    recoverKey(deadLetter.keyId),
  );
}

/**
 * Time that ran out says nothing about the letter, and must not hide what does. One that waits for the
 * quota, and must go on waiting, has nothing new to tell either.
 */
function staysAsItIs(deadLetter: DeadLetter, outcome: Outcome): boolean {
  if (outcome.kind !== 'parked') return false;
  const { code } = outcome.failed;
  return ranOutOfTime(code) || (code === QUOTA_USED_UP && deadLetter.code === QUOTA_USED_UP);
}

/**
 * Makes so many keys, and then refuses as KMS would, without asking it. Once KMS has said itself that
 * there is no room it is not asked again either: others may have used it up.
 *
 * @param headroom Keys that may still be made; `Infinity` when KMS does not tell.
 */
export function limitCreations(keys: KeyService, headroom: number): KeyService {
  let left = headroom;
  return {
    ...keys,
    createKey: async (spec, deadlineMs) => {
      if (left <= 0) throw new ApiError(QUOTA_USED_UP, { detail: 'no head-room is left' });
      try {
        const created = await keys.createKey(spec, deadlineMs);
        left -= 1;
        return created;
      } catch (error) {
        if (error instanceof ApiError && error.code === QUOTA_USED_UP) left = 0;
        throw error;
      }
    },
  };
}

/** What redriving a letter came to, once it is settled. */
export function resultOf(deadLetter: DeadLetter, outcome: Outcome): RedriveResult {
  const base = { id: deadLetter.id, ...namesOf(deadLetter) };
  if (outcome.kind === 'provisioned') {
    const { adopted, key } = outcome;
    return { ...base, outcome: 'provisioned', adopted, keyId: key.keyId };
  }
  const { code, keyId } = outcome.failed;
  const isLeft = outcome.kind === 'retry' || ranOutOfTime(code);
  const kind = isLeft ? 'left' : outcome.kind;
  return { ...base, outcome: kind, code, ...(keyId === undefined ? {} : { keyId }) };
}

/** The result of a letter that was not tried. */
export function refusalResult(deadLetter: DeadLetter, code: string): RedriveResult {
  return { id: deadLetter.id, ...namesOf(deadLetter), outcome: 'refused', code };
}

/** Whose letter it is, as far as it says. */
export function namesOf({ identity }: DeadLetter): Pick<RedriveResult, 'tenantId' | 'keyName'> {
  if (identity === undefined) return {};
  const { tenantId, keyName } = identity;
  return { tenantId, ...(keyName === undefined ? {} : { keyName }) };
}

/** The attempt ended for want of time: nothing is decided by it. */
export function ranOutOfTime(code: string): boolean {
  return code !== 'OwnFault' && failureOf(code).end === 'yield';
}

/**
 * The log line of a letter of which a redrive made something.
 *
 * @param outcome What its attempts came to; undefined when none was made.
 */
export function redriveLine(
  deadLetter: DeadLetter,
  result: RedriveResult,
  outcome?: Outcome,
  work: Stats = {},
): string {
  const { id: deadLetterId, redrives, source, traceparent } = deadLetter;
  const { code, tenantId, keyName } = result;
  const facts = outcome === undefined ? { code, tenantId, keyName } : outcomeFacts(outcome);
  const about = { outcome: result.outcome, letterId: deadLetterId, redrives };
  return logLine(facts, about, source, traceFacts(traceparent), statsFacts(work));
}
