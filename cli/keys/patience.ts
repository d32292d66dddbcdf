import type { Clock } from '../../shared/tenant-key/ports.ts';

/**
 * Makes an attempt, and makes it again while its result asks for that and there is time. The pauses double, and are
 * never shorter than the result asks. Returns the last result.
 *
 * @param pauseOf The least pause before the next attempt, in milliseconds; undefined if none is needed.
 */
export async function untilSettled<Result>(
  attempt: () => Promise<Result>,
  pauseOf: (result: Result) => number | undefined,
  { clock, endMs }: Patience,
): Promise<Result> {
  for (let pauseMs = PAUSE_MS_MIN; ; pauseMs = Math.min(PAUSE_MS_MAX, pauseMs * 2)) {
    const result = await attempt();
    const askedMs = pauseOf(result);
    if (askedMs === undefined) return result;
    const delayMs = Math.max(pauseMs, askedMs);
    if (clock.nowMs() + delayMs > endMs) return result;
    await clock.sleep(delayMs);
  }
}

export type Patience = {
  readonly clock: Clock;
  /** When no attempt begins any more, on the clock. */
  readonly endMs: number;
};

const PAUSE_MS_MIN = 500;
const PAUSE_MS_MAX = 10_000;
