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
import { messageOf, redriveRefusal } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { settleDeadLetter } from './queue.ts';
import {
  type Redriven,
  type RedriveResult,
  ranOutOfTime,
  redriveLine,
  refusalResult,
  resultOf,
} from './redrive-result.ts';
import { type DeadLetterStream, deadLettersInOrder, type TableSelection } from './texts.ts';

export type RedriveSettings = {
  readonly provisioning: ProvisioningSettings;
  /** How often a dead letter may be redriven; `Infinity` where its request is not at fault. */
  readonly redrivesMax: number;
  /** How many keys may still be created; `Infinity` when KMS does not say. */
  readonly headroom: number;
  /** Any of them must have signed a dead letter; undefined accepts any. */
  readonly signingKeys: MarkerKeys | undefined;
  /** Starts to measure one dead letter. They are taken one at a time, so that its calls are its own. */
  readonly measure?: () => () => Stats;
  /** Writes one line to the log. */
  readonly log: (line: string) => void;
};

/**
 * Redrives dead letters, one after the other. Safe at any time, beside live traffic and beside another
 * run: each request restarts from the beginning.
 *
 * Each dead letter is settled before the next is taken, with one exception: a failure that looks like
 * an outage is decided by what happens to the others (see {@link circuitBreaker}). An outage ends the
 * run.
 *
 * @param deadlineMs On the clock of the ports. Everything is settled by then. The results lack the dead
 * letters for which there was no time.
 * @param goOn Receives each result as soon as it is decided; returning false ends the run.
 */
export async function redriveDeadLetters(
  selection: TableSelection | DeadLetterStream,
  ports: OperatorPorts,
  settings: RedriveSettings,
  deadlineMs: number,
  goOn: (result: RedriveResult) => boolean = () => true,
): Promise<Redriven> {
  const { nowMs } = ports.clock;
  const limited = { ...ports, keys: limitCreations(ports.keys, settings.headroom) };
  const endMs = attemptsEndMs(settings.provisioning, nowMs(), deadlineMs);
  const breaker = circuitBreaker(nowMs);
  const undecided = new Map<number, DeadLetter>();
  const statsByDeadLetter = new Map<DeadLetter, Stats | undefined>();
  const results: (RedriveResult | undefined)[] = [];
  let goesOn = true;

  async function take(deadLetter: DeadLetter): Promise<void> {
    const index = results.push(undefined) - 1;
    const stats = settings.measure?.();
    statsByDeadLetter.set(deadLetter, stats?.());
    const code = redriveRefusal(deadLetter, settings.redrivesMax, settings.signingKeys);
    if (code !== undefined) return report(index, deadLetter, refusalResult(deadLetter, code));
    undecided.set(index, deadLetter);
    const attempted = await attemptDeadLetter(deadLetter, limited, settings, endMs);
    statsByDeadLetter.set(deadLetter, stats?.());
    await settleDecided(breaker.record(index, attempted));
  }

  async function settleDecided(decided: readonly DecidedOutcome[]): Promise<void> {
    for (const { index, outcome } of decided) {
      const deadLetter = undecided.get(index) as DeadLetter; // Each is decided once.
      undecided.delete(index);
      const settled = staysAsItIs(deadLetter, outcome)
        ? outcome
        : await settleDeadLetter(deadLetter, outcome, limited, settings.provisioning, deadlineMs);
      if (outcome.kind !== 'retry') openAtOutage(settled);
      report(index, deadLetter, resultOf(deadLetter, settled), settled);
    }
  }

  /** An outcome that an outage keeps from being published is not lost: its dead letter stays. */
  function openAtOutage(settled: Outcome): void {
    if (settled.kind !== 'retry') return;
    const { code, end } = failureOf(settled.failed.code);
    if (end === 'hold') breaker.open(code);
  }

  function report(
    index: number,
    deadLetter: DeadLetter,
    result: RedriveResult,
    outcome?: Outcome,
  ): void {
    settings.log(redriveLine(deadLetter, result, outcome, statsByDeadLetter.get(deadLetter)));
    results[index] = result;
    goesOn = goOn(result) && goesOn;
  }

  try {
    for await (const deadLetter of deadLettersInTime(selection, ports, endMs)) {
      await take(deadLetter);
      if (!goesOn || breaker.openedBy() !== undefined) break;
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    breaker.open(error.code); // The dead letters could not be read.
  }
  await settleDecided(breaker.finish());
  const stoppedBy = breaker.openedBy();
  const known = results.flatMap((result) => result ?? []);
  return { results: known, ...(stoppedBy === undefined ? {} : { stoppedBy }) };
}

/** How long one dead letter may take, and how much time must be left to take one. */
const DEAD_LETTER_MS_MAX = 10_000;
export const DEAD_LETTER_MS_MIN = 3_000;

/**
 * Yields dead letters while there is time for one more. Throws the `ApiError` `DeadlineExceeded` when
 * there is no time for the first: the run then reports it, and its caller does not repeat a command that
 * cannot get any further.
 */
async function* deadLettersInTime(
  selection: TableSelection | DeadLetterStream,
  { records, clock }: OperatorPorts,
  endMs: number,
): AsyncGenerator<DeadLetter, void> {
  let isFirst = true;
  for await (const deadLetter of deadLettersInOrder(selection, records, endMs)) {
    if (endMs - clock.nowMs() < DEAD_LETTER_MS_MIN) {
      if (!isFirst) return;
      throw new ApiError('DeadlineExceeded', { detail: 'no time for a dead letter' });
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
 * Whether the dead letter keeps its last version. An attempt that ran out of time decides nothing, and
 * must not replace the code that an earlier one found. A dead letter that waits for the key quota and
 * still has to wait has not changed.
 */
function staysAsItIs(deadLetter: DeadLetter, outcome: Outcome): boolean {
  if (outcome.kind !== 'parked') return false;
  const { code } = outcome.failed;
  return ranOutOfTime(code) || (code === QUOTA_USED_UP && deadLetter.code === QUOTA_USED_UP);
}

/**
 * A key service that creates a limited number of keys, and then refuses as KMS would, without a call.
 * Once KMS itself has refused for its quota, no more calls are made either: other keys may have used up
 * the quota.
 *
 * @param headroom How many keys may still be created; `Infinity` when KMS does not say.
 */
function limitCreations(keys: KeyService, headroom: number): KeyService {
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
