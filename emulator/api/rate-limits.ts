/** Counts calls, per action and region, over the last second. */
export type RateLimits = {
  /**
   * Counts a call if it is within the limit; a refused call does not count.
   *
   * @returns The number of calls within the last second, this one included. The call must be
   *   refused if it exceeds `callsPerSecondMax`.
   */
  readonly count: (name: string, callsPerSecondMax: number, nowMs: number) => number;
  readonly clear: () => void;
};

/** Uses a sliding window: no second contains more calls than the limit. */
export function slidingRateLimits(): RateLimits {
  const timesMs = new Map<string, number[]>();

  function count(name: string, callsPerSecondMax: number, nowMs: number): number {
    // A later time was counted before the clock was set back.
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

const SECOND_MS = 1_000;
