import type { Cron } from 'croner';
import { untilStopped } from '../async/waiting.ts';
import { nextTimeMs } from './cron.ts';
import type { InvokeResult } from './invoke-result.ts';

/** Named as the platform's own settings of a trigger. */
export type TimerTrigger = {
  readonly name: string;
  readonly cron: Cron;
  /** What the function is told besides the time, at most 4 kB. */
  readonly message: string;
  readonly invoke: (event: TimerEvent) => Promise<InvokeResult>;
  readonly clock: SettableClock;
};

/** A clock that somebody may put forward or back. */
export type SettableClock = {
  readonly nowMs: () => number;
  /** Calls `listener` after the clock was set, until the function that it returns is called. */
  readonly onSet: (listener: () => void) => () => void;
};

/** @see https://cloud.tencent.com/document/product/583/9708 */
export type TimerEvent = {
  readonly Type: 'Timer';
  readonly TriggerName: string;
  /** When it was due, to the second. */
  readonly Time: string;
  readonly Message: string;
};

/**
 * Invokes a function at the times of a schedule, one event at a time. Times that pass while the clock
 * is put forward or the function runs come to one event. Resolves soon after `signal` aborts.
 *
 * The platform invokes as if nobody waited, and runs what failed twice more; here the next time is
 * the next attempt.
 */
export async function runTimerTrigger(trigger: TimerTrigger, signal: AbortSignal): Promise<void> {
  const { cron, clock, invoke } = trigger;
  let seenMs = clock.nowMs();
  while (!signal.aborted) {
    const dueMs = nextTimeMs(cron, seenMs);
    seenMs = await untilDue(clock, seenMs, dueMs, signal);
    if (seenMs < dueMs || signal.aborted) continue;
    await untilStopped(invoke(timerEvent(trigger, dueMs)), signal);
  }
}

/** The longest time that the system's timer takes: longer ones would end at once. */
const TIMEOUT_MS_MAX = 2 ** 31 - 1;

/** Resolves to the time when that is due, or lies before `seenMs`, or `signal` aborts. */
function untilDue(
  { nowMs, onSet }: SettableClock,
  seenMs: number,
  dueMs: number,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const check = () => {
      clearTimeout(timer);
      const timeMs = nowMs();
      if (!signal.aborted && timeMs >= seenMs && timeMs < dueMs) {
        timer = setTimeout(check, Math.min(dueMs - timeMs, TIMEOUT_MS_MAX));
        return;
      }
      leave();
      signal.removeEventListener('abort', check);
      resolve(timeMs);
    };
    const leave = onSet(check);
    signal.addEventListener('abort', check);
    check();
  });
}

function timerEvent({ name, message }: TimerTrigger, dueMs: number): TimerEvent {
  const Time = new Date(dueMs).toISOString().replace('.000Z', 'Z');
  return { Type: 'Timer', TriggerName: name, Time, Message: message };
}
