import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './tenant-key/ports.ts';

/**
 * The clock of the process, for functions, command and local cloud. All other code takes its clock as
 * an argument, so that tests run in virtual time.
 *
 * @see https://nodejs.org/api/timers.html#settimeoutcallback-delay-args (the longest delay)
 */
export const nodeClock: Clock = {
  nowMs: () => performance.now(),
  sleep: (delayMs) => sleep(delayMs),
  after: (delayMs, act) => {
    const timer = setTimeout(act, Math.min(delayMs, DELAY_MS_MAX));
    return () => clearTimeout(timer);
  },
};

/** Almost 25 days. Node runs a timer with a longer delay at once. */
const DELAY_MS_MAX = 2 ** 31 - 1;
