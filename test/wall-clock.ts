import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../shared/tenant-key/ports.ts';

/** The process's own time, for tests that go through real sockets. */
export const wallClock: Clock = {
  nowMs: () => performance.now(),
  sleep: (delayMs, signal) =>
    delay(delayMs, undefined, { ref: false, ...(signal && { signal }) }).catch(() => undefined),
};
