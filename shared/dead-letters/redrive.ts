import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import type { DeadLetterPorts } from '../ports.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { attemptMessage } from '../tenant-key/attempt.ts';
import { type BreakerLimits, circuitBreaker } from '../tenant-key/circuit-breaker.ts';
import { recoverKey } from '../tenant-key/ensure.ts';
import { QUOTA_USED_UP } from '../tenant-key/failures/failure.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { Outcome } from '../tenant-key/message.ts';
import type { KeyService } from '../tenant-key/ports.ts';
import { runItems } from '../tenant-key/runner.ts';
import { attemptsEndMs } from '../tenant-key/settings.ts';
import type { Stats } from '../tencent/call-stats.ts';
import { blockRefusal, messageOf, redriveRefusal } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import type { RedriveResult } from './generated/dead-letters-command.ts';
import { settleDeadLetter } from './queue.ts';
import type { OpenDeadLetter } from './records.ts';
import {
  type Redriven,
  ranOutOfTime,
  redriveLine,
  refusalResult,
  resultOf,
} from './redrive-result.ts';
import { type DeadLetterStream, deadLettersInOrder, type TableSelection } from './texts.ts';

/**
 * Redrives dead letters, one after the other. Safe at any time, beside live traffic and beside another
 * run: each request restarts from the beginning.
 *
 * Each dead letter is settled before the next is taken. What looks like an outage ends the run: the dead
 * letters that met it wait, and are sent in again by themselves.
 *
 * @param invocation Everything is settled by its deadline. The results lack the dead letters for which
 * there was no time. They are taken one at a time, so that the calls of each are its own.
 * @param headroom How many keys may still be created; `Infinity` when KMS does not say.
 */
export async function redriveDeadLetters(
  selection: TableSelection | DeadLetterStream,
  ports: DeadLetterPorts,
  config: Config,
  { deadlineMs, id: invocationId, log, stats: measure }: Invocation,
  headroom: number,
): Promise<Redriven> {
  const { provisioning, redrivesMax } = config;
  const { nowMs } = ports.clock;
  const breaker = circuitBreaker(ports.wallMs, OUTAGE);
  const limited = { ...ports, keys: limitCreations(ports.keys, headroom), breaker };
  const endMs = attemptsEndMs(provisioning, nowMs(), deadlineMs);
  /** By id, in the order in which the dead letters were taken. */
  const results = new Map<string, RedriveResult | undefined>();
  const statsById = new Map<string, Stats>();

  /** Yields the dead letters that may be redriven, and reports the others. */
  async function* admitted(): AsyncGenerator<OpenDeadLetter, void> {
    for await (const open of deadLettersInTime(selection, ports, endMs)) {
      const { deadLetter } = open;
      results.set(deadLetter.id, undefined);
      const code = redriveRefusal(open, redrivesMax) ?? blockRefusal(deadLetter, ports.blocks);
      if (code === undefined) yield open;
      else report(deadLetter, refusalResult(deadLetter, code), measure()());
    }
  }

  async function attempt({ deadLetter }: OpenDeadLetter, byMs: number): Promise<Outcome> {
    const { id, keyId } = deadLetter;
    const stats = measure();
    const message = messageOf(deadLetter);
    const made = await attemptMessage(message, limited, provisioning, byMs, recoverKey(keyId));
    statsById.set(id, stats());
    return made;
  }

  async function settle(open: OpenDeadLetter, outcome: Outcome): Promise<Outcome> {
    if (staysAsItIs(open.deadLetter, outcome)) return outcome;
    return settleDeadLetter(open, outcome, limited, config, deadlineMs, invocationId);
  }

  function onSettled({ deadLetter }: OpenDeadLetter, outcome: Outcome): void {
    const stats = statsById.get(deadLetter.id);
    report(deadLetter, resultOf(deadLetter, outcome), stats, outcome);
  }

  function report(
    deadLetter: DeadLetter,
    result: RedriveResult,
    stats: Stats | undefined,
    outcome?: Outcome,
  ): void {
    log(redriveLine(deadLetter, result, outcome, stats));
    results.set(deadLetter.id, result);
  }

  /** A dead letter that the topic does not accept again stays as it was, and stops no others. */
  const stopsRun = (_: OpenDeadLetter, settled: Outcome) =>
    settled.kind === 'retry' && failureOf(settled.failed.code).isAccountWide
      ? settled.failed.code
      : breaker.openedBy();
  const { stoppedBy } = await runItems(
    admitted(),
    { attempt, settle, onSettled, stopsRun },
    { concurrencyMax: 1, messageMsMin: DEAD_LETTER_MS_MAX, endMs, settlesInTurn: true },
    nowMs,
  );
  const known = Array.from(results.values()).flatMap((result) => result ?? []);
  return { results: known, ...(stoppedBy === undefined ? {} : { stoppedBy }) };
}

/** An operator watches, so that fewer failures end a run than open the circuit breaker of live traffic. */
const OUTAGE: BreakerLimits = { failuresMax: 4, tenantsMin: 2 };

/**
 * The most dead letters that one command takes. One event has the results of all of them, and a broker
 * accepts messages of about a megabyte.
 */
export const DEAD_LETTERS_PER_COMMAND_MAX = 4_000;

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
  { records, clock }: DeadLetterPorts,
  endMs: number,
): AsyncGenerator<OpenDeadLetter, void> {
  let isFirst = true;
  for await (const open of deadLettersInOrder(selection, records, endMs)) {
    if (endMs - clock.nowMs() < DEAD_LETTER_MS_MIN) {
      if (!isFirst) return;
      throw new ApiError('DeadlineExceeded', { detail: 'no time for a dead letter' });
    }
    yield open;
    isFirst = false;
  }
}

/**
 * Whether the dead letter keeps its records. An attempt that ran out of time decides nothing, and
 * must not replace the code that an earlier one found. A dead letter that waits for the key quota and
 * still has to wait has not changed.
 */
function staysAsItIs(deadLetter: DeadLetter, outcome: Outcome): boolean {
  if (outcome.kind !== 'waiting' && outcome.kind !== 'parked') return false;
  const { code } = outcome.failed;
  return ranOutOfTime(code) || (isForQuota(code) && isForQuota(deadLetter.code));
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
        if (error instanceof ApiError && isForQuota(error.code)) left = 0;
        throw error;
      }
    },
  };
}

function isForQuota(code: string): boolean {
  return failureOf(code).cause === 'quota';
}
