import { ApiError } from './api-error.ts';
import type { Failure } from './failures/failure.ts';
import { failureOf, waitAlike } from './failures/failures.ts';
import type { FailedAttempt, Message, Outcome } from './message.ts';
import type { Ports } from './ports.ts';

/**
 * Makes attempts until one is ready, or {@link decide} gives an outcome other than a retry in place.
 * This is the only loop over attempts: those at a message, at settling it, and at any other call.
 *
 * @param attempt Makes one attempt. Whatever it throws ends the loop.
 * @param policyNow Is asked after each attempt.
 * @param deadlineMs On the clock of the ports; the attempts themselves must keep it.
 */
export async function attemptUntilDecided<Ready extends { readonly kind: 'ready' }>(
  attempt: () => Promise<Ready | FailedAttempt>,
  { clock, random }: Pick<Ports, 'clock' | 'random'>,
  policyNow: () => RetryPolicy,
  { callerWaits, retry }: Pick<Message, 'callerWaits' | 'retry'>,
  deadlineMs: number,
): Promise<Ready | Decided> {
  for (let attempts = 1; ; attempts += 1) {
    const made = await attempt();
    if (made.kind === 'ready') return made;
    const timeLeftMs = deadlineMs - clock.nowMs();
    const ageMs = waitedMs(retry, made.code);
    const now = { attempts, timeLeftMs, jitter: random(), callerWaits, ageMs };
    const outcome = decide(made, now, policyNow());
    if (outcome.kind !== 'retry' || !outcome.inPlace) {
      return { kind: 'decided', outcome, failed: made, attempts };
    }
    await clock.sleep(outcome.delayMs);
  }
}

/** How long a message has failed in the way of this code: whatever it waited for before does not count. */
function waitedMs(retry: Message['retry'], code: string): number {
  return retry !== undefined && waitAlike(retry.code, code) ? retry.ageMs : 0;
}

/** The end of attempts of which none succeeded. */
export type Decided = {
  readonly kind: 'decided';
  readonly outcome: Outcome;
  /** The last attempt. */
  readonly failed: FailedAttempt;
  /** Attempts in all. */
  readonly attempts: number;
};

/**
 * Maps a failed attempt to an outcome. Pure: the same arguments always give the same outcome.
 *
 * A failure is retried in place while its row in the failure table allows it, attempts are left, and
 * there is time for the delay and one more attempt. After that the `end` of the row decides: `rejected`,
 * `waiting`, or `parked`, also when the message has failed in this way for longer than its failure allows. A caller who
 * waits for the answer gets `retry` with `inPlace` false in place of `waiting`.
 */
export function decide(failed: FailedAttempt, now: Circumstances, policy: RetryPolicy): Outcome {
  const failure = failureOf(failed.code);
  const delayMs = backoffMs(now, policy);
  const hasTime = now.timeLeftMs >= delayMs + policy.attemptMsMin;
  if (failure.reaction !== 'give-up' && now.attempts < policy.attemptsMax && hasTime) {
    return { kind: 'retry', failed, attempts: now.attempts, delayMs, inPlace: true };
  }
  return end(failed, failure, now, delayMs);
}

type Circumstances = {
  /** Attempts so far in this delivery, this one included; the first is 1. */
  readonly attempts: number;
  readonly timeLeftMs: number;
  /** From 0 up to, not including, 1; spreads out messages that failed together. */
  readonly jitter: number;
  /** The caller waits for the answer. */
  readonly callerWaits: boolean;
  /** How long the message has failed in this way. */
  readonly ageMs: number;
};

export type RetryPolicy = {
  /** Attempts in one delivery, the first included. */
  readonly attemptsMax: number;
  readonly delayMsMin: number;
  readonly delayMsMax: number;
  /** The least time in which another attempt is worth starting. */
  readonly attemptMsMin: number;
};

/**
 * Exponential backoff with equal jitter: between half of the step and all of it.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ (equal jitter)
 */
function backoffMs({ attempts, jitter }: Circumstances, policy: RetryPolicy): number {
  const stepMs = Math.min(policy.delayMsMax, policy.delayMsMin * 2 ** (attempts - 1));
  return Math.round(stepMs * (0.5 + jitter / 2));
}

function end(
  failed: FailedAttempt,
  failure: Failure,
  now: Circumstances,
  delayMs: number,
): Outcome {
  const { attempts } = now;
  const parked: Outcome = { kind: 'parked', failed, attempts };
  switch (failure.end) {
    case 'wait':
      // A caller sends the request again. The key quota may stay full for longer than any caller waits.
      if (now.callerWaits && failure.cause !== 'quota') {
        return { kind: 'retry', failed, attempts, delayMs, inPlace: false };
      }
      return now.ageMs < failure.waitMsMax ? { kind: 'waiting', failed, attempts } : parked;
    case 'park':
      return parked;
    case 'reject':
      // A rejection must reach its sender, in an event or in the answer to a waiting caller. The event
      // needs an identity: a message without one goes to the operator.
      return failed.identity !== undefined || now.callerWaits
        ? { kind: 'rejected', failed: withProblems(failed, failure) }
        : parked;
  }
}

/** For a refusal by the cloud or by a limit, names the part of the request that its sender must change. */
function withProblems(failed: FailedAttempt, { pointer = '#', meaning }: Failure): FailedAttempt {
  if (failed.problems.length > 0) return failed;
  const { max } = failed.error?.tenantKeys ?? {};
  // How many keys the tenant has is left out: the event of a repeat must have the same bytes.
  const detail =
    max === undefined ? meaning : `The tenant has reached its limit of keys, which is ${max}.`;
  return { ...failed, problems: [{ pointer, detail }] };
}

/**
 * Makes a call outside the handling of messages, and repeats it as {@link decide} repeats attempts at
 * a message. The call must be idempotent. Throws the error of the last attempt.
 *
 * @param deadlineMs On the clock of the ports; the call itself must keep it.
 */
export async function withRetries<Answer>(
  call: () => Promise<Answer>,
  ports: Pick<Ports, 'clock' | 'random'>,
  policy: RetryPolicy,
  deadlineMs: number,
): Promise<Answer> {
  const attempt = () => call().then((answer) => ({ kind: 'ready', answer }) as const, failedCall);
  const made = await attemptUntilDecided(attempt, ports, () => policy, CALLER, deadlineMs);
  if (made.kind === 'decided') throw made.failed.error;
  return made.answer;
}

/** The error is thrown to a caller. */
const CALLER = { callerWaits: true } as const;

function failedCall(error: unknown): FailedAttempt {
  if (!(error instanceof ApiError)) throw error;
  const { code } = error;
  return { kind: 'failed', code, stage: 'announce', identity: undefined, problems: [], error };
}
