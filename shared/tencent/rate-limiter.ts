import { ApiError } from '../tenant-key/api-error.ts';
import type { Clock } from '../tenant-key/ports.ts';
import { adaptiveRate } from './adaptive-rate.ts';

/**
 * Makes a rate limiter. In no window of 1,000 ms does it release more than `callsPerSecondMax` calls, and
 * after throttled calls fewer, as {@link adaptiveRate} says.
 *
 * Calls are spaced evenly from due time to due time, so neither a timer that fires late nor a short time
 * without calls costs capacity: the whole turns of up to {@link CATCH_UP_MS} are caught up. Calls that catch
 * up would bunch, so each call also waits until a second has passed since the release of the call that is
 * `callsPerSecondMax` before it.
 *
 * Throws a `RangeError` unless `callsPerSecondMax` is a whole number from 1.
 *
 * @see https://cloud.tencent.com/document/product/573/34430 (CreateKey: 100 calls a second)
 */
export function rateLimiter({ callsPerSecondMax, clock, random }: RateLimiterOptions): RateLimiter {
  if (!Number.isInteger(callsPerSecondMax) || callsPerSecondMax < 1) {
    throw new RangeError(`Calls per second must be a whole number from 1: ${callsPerSecondMax}`);
  }
  const rate = adaptiveRate(callsPerSecondMax);
  // Where turns are rare, a part of one would only make the gaps uneven, and the longest ones longer.
  const catchUpMs =
    Math.floor((CATCH_UP_MS * callsPerSecondMax) / 1_000) * (1_000 / callsPerSecondMax);
  /** When the last `callsPerSecondMax` calls were released; a ring buffer, `oldest` is its start. */
  const releasedMs = new Float64Array(callsPerSecondMax).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  let lastDueMs = Number.NEGATIVE_INFINITY;
  let waiting = 0;
  let queue: Promise<void> = Promise.resolve();
  let sent = 0;
  let throttled = 0;

  function acquire(deadlineMs: number): Promise<void> {
    const askedMs = clock.nowMs();
    const likelyMs = Math.max(askedMs, turnMs(askedMs, waiting + 1));
    if (likelyMs > deadlineMs) return Promise.reject(noCapacity());
    waiting += 1;
    const released = queue
      .then(() => release(askedMs, deadlineMs))
      .finally(() => {
        waiting -= 1;
      });
    queue = released.catch(() => undefined);
    return released;
  }

  /** Waits until the first call of the queue is due. */
  async function release(askedMs: number, deadlineMs: number): Promise<void> {
    const turn = turnMs(askedMs, 1);
    const hasWaited = turn > askedMs - catchUpMs;
    let dueMs = Math.max(turn, (releasedMs[oldest] ?? 0) + 1_000);
    if (dueMs > deadlineMs) throw noCapacity();
    // A timer may also fire a little early, so one sleep may not be enough. What is throttled meanwhile
    // holds this call back, too.
    for (let nowMs = clock.nowMs(); nowMs < dueMs; nowMs = clock.nowMs()) {
      await clock.sleep(Math.ceil(dueMs - nowMs));
      dueMs = Math.max(dueMs, rate.pausedUntilMs());
      if (dueMs > deadlineMs) throw noCapacity();
    }
    const nowMs = clock.nowMs();
    if (nowMs > deadlineMs) throw noCapacity();
    // What a pause took is not caught up.
    lastDueMs = Math.max(turn, rate.pausedUntilMs(), nowMs - catchUpMs);
    // Whole milliseconds have exact sums. A rounding error would release one call too many.
    releasedMs[oldest] = Math.ceil(nowMs);
    oldest = (oldest + 1) % callsPerSecondMax;
    sent += 1;
    rate.sent(nowMs, hasWaited);
  }

  /** When it is the turn of the n-th call from now, by the present rate. */
  function turnMs(askedMs: number, turn: number): number {
    const spacedMs = lastDueMs + (1_000 / rate.callsPerSecond()) * turn;
    return Math.max(spacedMs, askedMs - catchUpMs, rate.pausedUntilMs());
  }

  return {
    acquire,
    throttled: (sentMs) => {
      throttled += 1;
      rate.throttled(sentMs, clock.nowMs(), random());
    },
    reading: () => ({ callsPerSecond: rate.callsPerSecond(), callsPerSecondMax, sent, throttled }),
  };
}

/** How much time without calls may be caught up: as much as there is between two batches. */
const CATCH_UP_MS = 200;

/** Releases calls one at a time, never faster than the setting allows, and slower after throttles. */
export type RateLimiter = {
  /**
   * Resolves when the caller may send one call, in the order of the requests. Throws the `ApiError`
   * `NoTurn` when that would be after `deadlineMs`; at once if that is certain at once.
   */
  readonly acquire: (deadlineMs: number) => Promise<void>;
  /** Reports a call that was sent at `sentMs` and that the cloud refused as one too many. */
  readonly throttled: (sentMs: number) => void;
  /** What has happened so far, and the present rate. It changes nothing. */
  readonly reading: () => RateReading;
};

export type RateReading = {
  /** The calls a second that may be sent now. */
  readonly callsPerSecond: number;
  /** The calls that may be sent in any second; 0 where nothing limits them. */
  readonly callsPerSecondMax: number;
  /** Calls that were released since the instance started, and those of them that were throttled. */
  readonly sent: number;
  readonly throttled: number;
};

type RateLimiterOptions = {
  /** A whole number from 1: what this instance may ever use of the account's rate. */
  readonly callsPerSecondMax: number;
  readonly clock: Clock;
  /** Draws how long nothing is sent after a throttled call. */
  readonly random: () => number;
};

function noCapacity(): ApiError {
  return new ApiError('NoTurn', { detail: 'no capacity before the deadline' });
}

/** For calls that are few, or that something else limits. */
export const UNLIMITED_RATE: RateLimiter = {
  acquire: async () => {},
  throttled: () => {},
  reading: () => ({ callsPerSecond: 0, callsPerSecondMax: 0, sent: 0, throttled: 0 }),
};
