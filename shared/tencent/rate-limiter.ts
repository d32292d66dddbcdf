import { ApiError } from '../tenant-key/api-error.ts';
import type { Clock } from '../tenant-key/ports.ts';

/**
 * Makes a rate limiter. In no window of 1,000 ms does it release more than `callsPerSecondMax` calls.
 *
 * Calls are spaced evenly from due time to due time, so a timer that fires late costs no capacity.
 * Calls that a late timer held up would bunch, so each call also waits until a second has passed since
 * the release of the call that is `callsPerSecondMax` before it.
 *
 * After throttles the gaps are longer for a while, as {@link adaptiveRate} says.
 *
 * Throws a `RangeError` unless `callsPerSecondMax` is a whole number from 1.
 *
 * @see https://cloud.tencent.com/document/product/573/34430 (CreateKey: 100 calls a second)
 */
export function rateLimiter({ callsPerSecondMax, clock }: RateLimiterOptions): RateLimiter {
  if (!Number.isInteger(callsPerSecondMax) || callsPerSecondMax < 1) {
    throw new RangeError(`Calls per second must be a whole number from 1: ${callsPerSecondMax}`);
  }
  const rate = adaptiveRate(callsPerSecondMax);
  /** When the last `callsPerSecondMax` calls were released; a ring buffer, `oldest` is its start. */
  const releasedMs = new Float64Array(callsPerSecondMax).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  let lastDueMs = Number.NEGATIVE_INFINITY;
  let waiting = 0;
  let queue: Promise<void> = Promise.resolve();

  function acquire(deadlineMs: number): Promise<void> {
    const askedMs = clock.nowMs();
    const likelyMs = Math.max(askedMs, lastDueMs + gapMs() * (waiting + 1));
    if (likelyMs > deadlineMs) return Promise.reject(noCapacity());
    waiting += 1;
    const released = queue.then(() => release(askedMs, deadlineMs));
    queue = released.catch(() => undefined);
    return released;
  }

  /** Waits until the first call of the queue is due. */
  async function release(askedMs: number, deadlineMs: number): Promise<void> {
    waiting -= 1;
    const dueMs = Math.max(askedMs, lastDueMs + gapMs(), (releasedMs[oldest] ?? 0) + 1_000);
    if (dueMs > deadlineMs) throw noCapacity();
    lastDueMs = dueMs;
    // A timer may also fire a little early, so one sleep may not be enough.
    for (let nowMs = clock.nowMs(); nowMs < dueMs; nowMs = clock.nowMs()) {
      await clock.sleep(Math.ceil(dueMs - nowMs));
    }
    const nowMs = clock.nowMs();
    if (nowMs > deadlineMs) throw noCapacity();
    // Whole milliseconds have exact sums. A rounding error would release one call too many.
    releasedMs[oldest] = Math.ceil(nowMs);
    oldest = (oldest + 1) % callsPerSecondMax;
  }

  /** The time between two calls at the present rate. */
  function gapMs(): number {
    return 1_000 / rate.callsPerSecond(clock.nowMs());
  }

  return { acquire, throttled: (sentMs) => rate.throttled(sentMs, clock.nowMs()) };
}

/** Releases calls one at a time, within a share of the vendor's limit, and slower after throttles. */
export type RateLimiter = {
  /**
   * Resolves when the caller may send one call, in the order of the requests. Throws the `ApiError`
   * `NoTurn` when that would be after `deadlineMs`; at once if that is certain at once.
   */
  readonly acquire: (deadlineMs: number) => Promise<void>;
  /** Reports a call that was sent at `sentMs` and that the cloud refused as one too many. */
  readonly throttled: (sentMs: number) => void;
};

type RateLimiterOptions = {
  /** A whole number from 1: the share of this instance. */
  readonly callsPerSecondMax: number;
  readonly clock: Clock;
};

function noCapacity(): ApiError {
  return new ApiError('NoTurn', { detail: 'no capacity before the deadline' });
}

/** For calls that are few, or that something else limits. */
export const UNLIMITED_RATE: RateLimiter = { acquire: async () => {}, throttled: () => {} };

/**
 * Additive increase, multiplicative decrease: a throttle leaves seven tenths of the rate, at most once
 * a second, and each second restores a twentieth of the share. So instances divide what the account
 * has left without knowing of each other. None falls below a ninth of its share, or below one call a
 * second, and each has its whole share again within 18 seconds.
 *
 * Time alone restores the rate, and no success is needed, because a throttle shows when it is too
 * high. After a pause, an instance therefore continues at the rate that it would have had by then.
 *
 * @param callsPerSecondMax The share of this instance.
 * @see RFC 9438, section 4.6 (0.7, since a half leaves more of the limit unused)
 */
export function adaptiveRate(callsPerSecondMax: number): AdaptiveRate {
  const restoredPerSecond = callsPerSecondMax * RESTORED;
  let lowered = callsPerSecondMax;
  let loweredMs = Number.NEGATIVE_INFINITY;

  function callsPerSecond(nowMs: number): number {
    const restored = restoredPerSecond * ((nowMs - loweredMs) / 1_000);
    return Math.min(callsPerSecondMax, lowered + restored);
  }

  function throttled(sentMs: number, nowMs: number): void {
    // For a second, the cloud still counts the calls that were sent at the rate before.
    if (sentMs < loweredMs + 1_000) return;
    lowered = Math.max(1, callsPerSecond(nowMs) * KEPT);
    loweredMs = nowMs;
  }

  return { callsPerSecond, throttled };
}

/** A rate that is lowered by throttles and restored by time. */
type AdaptiveRate = {
  /** The calls a second that may be sent now: from one to the share. */
  readonly callsPerSecond: (nowMs: number) => number;
  /** Lowers the rate for a call that was sent at `sentMs` and refused as one too many. */
  readonly throttled: (sentMs: number, nowMs: number) => void;
};

/** The part of the rate that a throttle leaves. */
const KEPT = 0.7;

/** The part of the share that a second restores. */
const RESTORED = 0.05;
