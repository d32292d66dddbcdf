/**
 * How long a request waits before it is attempted again: as long as it has failed in this way already, but at least a minute
 * and at most an hour. So the pauses double by themselves, and no count has to survive. Jitter spreads out
 * requests that failed together.
 *
 * @param ageMs Since the first failure of this kind.
 * @param jitter From 0 up to, not including, 1.
 */
export function pauseMs(ageMs: number, jitter: number): number {
  const stepMs = Math.min(PAUSE_MS_MAX, Math.max(PAUSE_MS_MIN, ageMs));
  return Math.round(stepMs * (0.5 + jitter / 2));
}

const PAUSE_MS_MIN = 60_000;
const PAUSE_MS_MAX = 3_600_000;

/**
 * Whether a request that waits may be sent in again at this time. Nobody writes a next attempt that is further ahead
 * than the longest pause, so one that is counts as due: clocks differ.
 *
 * @param nextAttemptMs In milliseconds since 1970, as the time of day; `NaN` where there is none.
 */
export function isDueAt(nextAttemptMs: number, nowMs: number): boolean {
  const isNear = nextAttemptMs > nowMs && nextAttemptMs - nowMs <= PAUSE_MS_MAX + LEASE_MS;
  return !isNear;
}

/**
 * Whether a request that was sent in again may still be on its way through the queue, and so must not be sent. If it
 * is lost there, its turn comes again after that. A time further ahead than that is none that was ever written.
 *
 * @param sentMs In milliseconds since 1970, as the time of day; `NaN` if it was not sent.
 */
export function isLeasedAt(sentMs: number, nowMs: number): boolean {
  return Math.abs(nowMs - sentMs) < LEASE_MS;
}

/** Longer than a minute's worth of messages takes, a batch that is delivered again included. */
export const LEASE_MS = 300_000;
