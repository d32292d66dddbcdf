import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './tenant-key/ports.ts';

/**
 * The process's own time, for functions, command and local cloud; all else takes its clock as an
 * argument.
 */
export const nodeClock: Clock = {
  nowMs: () => performance.now(),
  sleep: (delayMs) => sleep(delayMs),
  after: (delayMs, act) => {
    const timer = setTimeout(act, Math.min(delayMs, DELAY_MS_MAX));
    return () => clearTimeout(timer);
  },
};

/** Some 25 days; a timer of Node that is to take longer goes off at once. */
const DELAY_MS_MAX = 2 ** 31 - 1;
