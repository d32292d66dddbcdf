import { ApiError } from '../tenant-key/api-error.ts';
import type { Clock } from '../tenant-key/ports.ts';

/** For calls that may go at once: they are few, or something else paces them. */
export const UNLIMITED_RATE: RateLimiter = { acquire: async () => {}, throttled: () => {} };

/** Lets calls go one by one, within a share of the vendor's limit, and slower after throttles. */
export type RateLimiter = {
  /**
   * Ends when it is the caller's turn to send, in the order of asking. Throws the `ApiError`
   * `NoTurn` when that would be after `deadlineMs`; at once, if that can be foretold.
   */
  readonly acquire: (deadlineMs: number) => Promise<void>;
  /** Is told of a call that was sent then, and that the cloud refused as one too many. */
  readonly throttled: (sentMs: number) => void;
};

type RateLimiterOptions = {
  /** A whole number from 1: the share of this instance. */
  readonly callsPerSecondMax: number;
  readonly clock: Clock;
};

/**
 * Makes a pacer. In no window of 1,000 ms does it let go more than `callsPerSecondMax` calls.
 *
 * Turns are spaced evenly from due time to due time, so that a timer that fires late costs no rate.
 * As calls that were held up by a late timer would bunch, each also waits until a second has passed
 * since the call that is a whole share before it was really let go.
 *
 * Throttles make the gaps between turns longer for a while, as {@link adaptiveRate} says.
 *
 * @see https://cloud.tencent.com/document/product/573/34430 (CreateKey: 100 calls a second)
 */
export function rateLimiter({ callsPerSecondMax, clock }: RateLimiterOptions): RateLimiter {
  if (!Number.isInteger(callsPerSecondMax) || callsPerSecondMax < 1) {
    throw new RangeError(`Calls per second must be a whole number from 1: ${callsPerSecondMax}`);
  }
  const rate = adaptiveRate(callsPerSecondMax);
  /** When the last calls, one share of them, were let go; a ring that `oldest` points into. */
  const sentMs = new Float64Array(callsPerSecondMax).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  let lastDueMs = Number.NEGATIVE_INFINITY;
  let waiting = 0;
  let line: Promise<void> = Promise.resolve();

  function turn(deadlineMs: number): Promise<void> {
    const askedMs = clock.nowMs();
    const likelyMs = Math.max(askedMs, lastDueMs + gapMs() * (waiting + 1));
    if (likelyMs > deadlineMs) return Promise.reject(noCapacity());
    waiting += 1;
    const mine = line.then(() => step(askedMs, deadlineMs));
    line = mine.catch(() => undefined);
    return mine;
  }

  /** The turn of whoever is first in line. */
  async function step(askedMs: number, deadlineMs: number): Promise<void> {
    waiting -= 1;
    const dueMs = Math.max(askedMs, lastDueMs + gapMs(), (sentMs[oldest] ?? 0) + 1_000);
    if (dueMs > deadlineMs) throw noCapacity();
    lastDueMs = dueMs;
    // A timer may also fire a little early, so one sleep need not be enough.
    for (let nowMs = clock.nowMs(); nowMs < dueMs; nowMs = clock.nowMs()) {
      await clock.sleep(Math.ceil(dueMs - nowMs));
    }
    const letGoMs = clock.nowMs();
    if (letGoMs > deadlineMs) throw noCapacity();
    // In whole milliseconds, whose sums are exact: a rounding error would let one call too many in.
    sentMs[oldest] = Math.ceil(letGoMs);
    oldest = (oldest + 1) % callsPerSecondMax;
  }

  /** Between two turns, at the rate of now. */
  function gapMs(): number {
    return 1_000 / rate.callsPerSecond(clock.nowMs());
  }

  return { acquire: turn, throttled: (sentMs) => rate.throttled(sentMs, clock.nowMs()) };
}

function noCapacity(): ApiError {
  return new ApiError('NoTurn', { detail: 'the pace leaves no turn before the deadline' });
}

/** A rate of calls that gives way to throttles, and finds back to its share. */
export type AdaptiveRate = {
  /** How many calls a second may be sent now; never more than the share, nor less than one. */
  readonly callsPerSecond: (nowMs: number) => number;
  /** Is told of a call that was sent at `sentMs` and refused as one too many. */
  readonly throttled: (sentMs: number, nowMs: number) => void;
};

/**
 * Additive increase, multiplicative decrease: a throttle leaves seven tenths of the rate, at most
 * once a second, and each second brings back a twentieth of the share. So instances that know
 * nothing of each other divide what the account has left; none falls below a ninth of its share (or
 * one call), and each has all of it again within 18 seconds.
 *
 * Time alone brings it back, and no success is needed, since a throttle tells when it is too much:
 * an instance that had nothing to do for a while begins where it would be by then.
 *
 * @see RFC 9438, section 4.6 (0.7, since a half leaves more of the limit unused)
 */
export function adaptiveRate(callsPerSecondMax: number): AdaptiveRate {
  const regainedPerSecond = callsPerSecondMax * REGAINED;
  let lowered = callsPerSecondMax;
  let loweredMs = Number.NEGATIVE_INFINITY;

  function callsPerSecond(nowMs: number): number {
    const regained = regainedPerSecond * ((nowMs - loweredMs) / 1_000);
    return Math.min(callsPerSecondMax, lowered + regained);
  }

  function throttled(sentMs: number, nowMs: number): void {
    // The cloud goes on to count, for a second, what was sent at the rate before.
    if (sentMs < loweredMs + 1_000) return;
    lowered = Math.max(1, callsPerSecond(nowMs) * KEPT);
    loweredMs = nowMs;
  }

  return { callsPerSecond, throttled };
}

/** What a throttle leaves of the rate. */
const KEPT = 0.7;

/** What a second brings back, of the share. */
const REGAINED = 0.05;
