import { nodeClock } from '../../shared/node-clock.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';

/**
 * A clock on which a sleep ends at once, for code whose pauses nothing but time needs.
 *
 * @param advance Puts forward the clock of whatever the code waits for, by the same time.
 */
export function advancingClock(
  advance: (byMs: number) => Promise<unknown> = async () => {},
): Clock {
  let aheadMs = 0;
  return {
    ...nodeClock,
    nowMs: () => nodeClock.nowMs() + aheadMs,
    sleep: async (delayMs) => {
      aheadMs += delayMs;
      await advance(delayMs);
    },
  };
}
