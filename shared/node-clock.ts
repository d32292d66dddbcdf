import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './tenant-key/ports.ts';

/** The process's own time, for those who start something; all else takes its clock as an argument. */
export const nodeClock: Clock = {
  nowMs: () => performance.now(),
  sleep,
  after: (delayMs, act) => {
    const timer = setTimeout(act, delayMs);
    return () => clearTimeout(timer);
  },
};
