import type { Curves } from '../wire.ts';

/** The figures of a minute. */
export type Minute = {
  readonly startMs: number;
  readonly calls: number;
  readonly callsMax: number;
  readonly throttled: number;
  /** At the end of the minute. */
  readonly keys: number;
  readonly keyLimit: number;
};

/** The curves by minute, newest first. */
export function minutesOf({ times, calls, throttled, keys, keyLimit }: Curves): readonly Minute[] {
  const minutes = new Map<number, Minute>();
  for (const [index, timeS] of times.entries()) {
    const startMs = Math.floor(timeS / 60) * 60_000;
    const before = minutes.get(startMs);
    const count = calls[index] ?? 0;
    minutes.set(startMs, {
      startMs,
      calls: (before?.calls ?? 0) + count,
      callsMax: Math.max(before?.callsMax ?? 0, count),
      throttled: (before?.throttled ?? 0) + (throttled[index] ?? 0),
      keys: keys[index] ?? 0,
      keyLimit: keyLimit[index] ?? 0,
    });
  }
  return [...minutes.values()].reverse();
}
