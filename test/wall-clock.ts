import { setTimeout as sleep } from 'node:timers/promises';
import { nodeClock } from '../shared/node-clock.ts';
import type { Clock } from '../shared/tenant-key/ports.ts';

/** The process's own time, for tests that go through real sockets; no timer holds up their end. */
export const wallClock: Clock = {
  ...nodeClock,
  sleep: (delayMs) => sleep(delayMs, undefined, { ref: false }),
  after: (delayMs, act) => {
    const timer = setTimeout(act, delayMs).unref();
    return () => clearTimeout(timer);
  },
};
