/** Counts calls, per action and region, over the last second. */
export type RateLimits = {
  /**
   * Counts a call when it is within the limit; one that is refused does not count.
   *
   * @returns How many calls this would be within the last second; the call is refused when that is
   *   more than `callsPerSecondMax`.
   */
  readonly count: (name: string, callsPerSecondMax: number, nowMs: number) => number;
  readonly clear: () => void;
};

const SECOND_MS = 1_000;

/** The second slides: whatever second one looks at, no more calls than the limit fall into it. */
export function slidingRateLimits(): RateLimits {
  const timesMs = new Map<string, number[]>();

  function count(name: string, callsPerSecondMax: number, nowMs: number): number {
    // A time that lies ahead is from before the clock was set back.
    const recent = (timesMs.get(name) ?? []).filter(
      (timeMs) => timeMs > nowMs - SECOND_MS && timeMs <= nowMs,
    );
    const calls = recent.length + 1;
    if (calls <= callsPerSecondMax) recent.push(nowMs);
    timesMs.set(name, recent);
    return calls;
  }

  return { count, clear: () => timesMs.clear() };
}
