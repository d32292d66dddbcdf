import type { Switches } from './switches.ts';

/** Counts calls, per action and region, over the last second or over each second of the clock. */
export type RateLimits = {
  /**
   * Counts a call. Whether a refused call counts, and when a second begins, is as the switches say.
   *
   * @returns The number of calls in the second, this one included. The call must be refused if it
   *   exceeds `callsPerSecondMax`.
   */
  readonly count: (
    name: string,
    callsPerSecondMax: number,
    nowMs: number,
    switches: RateSwitches,
  ) => number;
  readonly clear: () => void;
};

type RateSwitches = Pick<Switches, 'throttledCallsCount' | 'rateWindowsFixed'>;

/**
 * With a sliding window, no second contains more calls than the limit. With a fixed one, that holds for each
 * second of the clock, and the second around the end of one may contain twice as many.
 */
export function rateLimits(): RateLimits {
  const timesMs = new Map<string, number[]>();

  function count(
    name: string,
    callsPerSecondMax: number,
    nowMs: number,
    { throttledCallsCount, rateWindowsFixed }: RateSwitches,
  ): number {
    const isRecent = (timeMs: number) =>
      rateWindowsFixed ? secondOf(timeMs) === secondOf(nowMs) : timeMs > nowMs - SECOND_MS;
    // A later time was counted before the clock was set back.
    const recent = (timesMs.get(name) ?? []).filter(
      (timeMs) => timeMs <= nowMs && isRecent(timeMs),
    );
    const calls = recent.length + 1;
    if (throttledCallsCount || calls <= callsPerSecondMax) recent.push(nowMs);
    timesMs.set(name, recent);
    return calls;
  }

  return { count, clear: () => timesMs.clear() };
}

const SECOND_MS = 1_000;

function secondOf(timeMs: number): number {
  return Math.floor(timeMs / SECOND_MS);
}
