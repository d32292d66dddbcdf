import { nodeClock } from '../shared/node-clock.ts';
import type { Clock } from '../shared/tenant-key/ports.ts';

/**
 * A clock on which a sleep ends at once: nobody needs to wait for a local cloud, whose clock can be put forward.
 *
 * @param advance Puts forward the clock of the cloud by the same time.
 */
export function advancingClock(advance: (byMs: number) => Promise<unknown>): Clock {
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
