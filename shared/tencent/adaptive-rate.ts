/**
 * The rate at which one instance may call, between a floor and its ceiling. It is lowered by each throttled
 * call and raised by time in which calls had to wait. So instances divide what the account has left without
 * knowing of each other, and one that works alone has its whole ceiling at once.
 *
 * - *Lower.* A throttled call leaves nine tenths of the rate. An episode, which is a burst of throttled
 *   calls, leaves at least three tenths of the rate before it. Then nothing is sent for a moment, whose length
 *   is drawn, so that instances do not return together.
 * - *Return.* Within a second, the rate is back just below the level that was throttled.
 * - *Probe.* There it nearly stays, and grows the faster, the longer nothing was throttled.
 *
 * Where the vendor counts throttled calls too, this keeps the account from a standstill: whoever does
 * not slow down fills each second with calls that are refused.
 *
 * It reads no clock and draws nothing: times and chances are arguments.
 *
 * @param callsPerSecondMax The ceiling; a number from 1.
 * @see RFC 9438, which returns and probes in a similar way; docs/decisions/0053-the-rate-as-a-whole.md
 */
export function adaptiveRate(callsPerSecondMax: number): AdaptiveRate {
  let rate = callsPerSecondMax;
  /** The rate before the last episode. */
  let topRate = callsPerSecondMax;
  /** The rate after the last throttled call. */
  let cutRate = callsPerSecondMax;
  let cutMs = Number.NEGATIVE_INFINITY;
  let pausedUntilMs = Number.NEGATIVE_INFINITY;
  let sentMs = Number.NEGATIVE_INFINITY;
  /** The time since the last throttled call in which calls waited for the rate. */
  let busyMs = 0;

  function throttled(throttledSentMs: number, nowMs: number, chance: number): void {
    // Calls that were sent before the rate was lowered say nothing about it.
    if (throttledSentMs < cutMs - BURST_MS) return;
    if (nowMs - cutMs > EPISODE_MS) topRate = rate;
    rate = Math.max(FLOOR, rate * KEPT, topRate * KEPT_OF_EPISODE);
    cutRate = rate;
    cutMs = nowMs;
    busyMs = 0;
    pausedUntilMs = nowMs + PAUSE_MS * (0.5 + chance);
  }

  function sent(nowMs: number, hasWaited: boolean): void {
    const sinceMs = nowMs - sentMs;
    sentMs = nowMs;
    if (sinceMs > IDLE_MS) rate = callsPerSecondMax;
    else if (hasWaited) grow(Math.min(sinceMs, STEP_MS_MAX));
  }

  function grow(stepMs: number): void {
    busyMs += stepMs;
    if (busyMs < EPISODE_MS) return;
    const returnRate = topRate * RETURNED;
    if (rate < returnRate) {
      const returned = Math.min(1, (busyMs - EPISODE_MS) / RETURN_MS);
      rate = cutRate + (returnRate - cutRate) * returned;
    } else {
      const quiet = Math.max(0, busyMs / QUIET_MS - 0.5);
      rate += callsPerSecondMax * (PROBE + PROBE_FASTER * quiet ** 2) * (stepMs / 1_000);
    }
    rate = Math.min(rate, callsPerSecondMax);
  }

  return { callsPerSecond: () => rate, pausedUntilMs: () => pausedUntilMs, sent, throttled };
}

/** All times are of one clock, in milliseconds. */
export type AdaptiveRate = {
  /** The calls a second that may be sent now: from one to the ceiling. */
  readonly callsPerSecond: () => number;
  /** Until then, nothing may be sent. */
  readonly pausedUntilMs: () => number;
  /** Notes that a call is sent, and whether it had to wait for the rate. */
  readonly sent: (nowMs: number, hasWaited: boolean) => void;
  /**
   * Lowers the rate for a call that was sent at `sentMs` and refused as one too many.
   *
   * @param chance From 0 up to 1, drawn for this call.
   */
  readonly throttled: (sentMs: number, nowMs: number, chance: number) => void;
};

/** The calls a second that are always left. */
const FLOOR = 1;

/** The part of the rate that a throttled call leaves, and the least that all of a burst leave. */
const KEPT = 0.9;
const KEPT_OF_EPISODE = 0.3;

/** Throttled calls with shorter gaps belong together, and nothing grows between them. */
const EPISODE_MS = 200;

/** Calls of one burst are sent within this time. */
const BURST_MS = 100;

/** How long nothing is sent after a throttled call, on average. */
const PAUSE_MS = 250;

/** The time in which the rate returns, and to which part of the level before. */
const RETURN_MS = 1_000;
const RETURNED = 0.95;

/** The part of the ceiling that a second adds, and how fast that part grows. */
const PROBE = 0.003;
const PROBE_FASTER = 0.05;

/** After half of it without a throttled call, the rate grows faster. */
const QUIET_MS = 12_000;

/** An instance that sent nothing for so long begins at its ceiling. */
const IDLE_MS = 10_000;

/** The longest time that counts between two calls. */
const STEP_MS_MAX = 500;
