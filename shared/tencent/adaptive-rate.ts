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
