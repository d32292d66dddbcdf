import type { Cron } from 'croner';
import { untilAborted } from '../async/waiting.ts';
import { lastTimeMs, nextTimeMs } from './cron.ts';
import type { InvokeResult } from './invoke-result.ts';

/** The names are the platform's settings of a trigger. */
type TimerTrigger = {
  readonly name: string;
  readonly cron: Cron;
  /** The text that each event contains, at most 4 kB. */
  readonly message: string;
  readonly invoke: (event: TimerEvent) => Promise<InvokeResult>;
  readonly clock: SettableClock;
};

/** A clock that can be set. */
type SettableClock = {
  readonly nowMs: () => number;
  /** Calls `listener` after the clock was set, until the returned function is called. */
  readonly onSet: (listener: () => void) => () => void;
};

/** @see https://cloud.tencent.com/document/product/583/9708 */
export type TimerEvent = {
  readonly Type: 'Timer';
  readonly TriggerName: string;
  /** The last time up to now when it was due, to the second. */
  readonly Time: string;
  readonly Message: string;
};

/**
 * Invokes a function at the times of a schedule, one event at a time. Times that pass while the
 * clock is set or the function runs result in one event, which has the last of them: so a function that
 * goes by the event's time handles all that is due by then. Resolves soon after `signal` aborts.
 *
 * The platform invokes asynchronously and retries a failure twice; here the next time is the next
 * attempt.
 */
export async function runTimerTrigger(trigger: TimerTrigger, signal: AbortSignal): Promise<void> {
  const { cron, clock, invoke } = trigger;
  let seenMs = clock.nowMs();
  while (!signal.aborted) {
    const dueMs = nextTimeMs(cron, seenMs);
    seenMs = await untilDue(clock, seenMs, dueMs, signal);
    if (seenMs < dueMs || signal.aborted) continue;
    const lastMs = lastTimeMs(cron, dueMs, seenMs);
    await untilAborted(invoke(timerEvent(trigger, lastMs)), signal);
  }
}

/**
 * Resolves to the current time when it reaches `dueMs` or is before `seenMs`, or when `signal`
 * aborts.
 */
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
      unsubscribe();
      signal.removeEventListener('abort', check);
      resolve(timeMs);
    };
    const unsubscribe = onSet(check);
    signal.addEventListener('abort', check);
    check();
  });
}

/** The system's limit; a longer timeout would fire at once. */
const TIMEOUT_MS_MAX = 2 ** 31 - 1;

function timerEvent({ name, message }: TimerTrigger, dueMs: number): TimerEvent {
  const Time = new Date(dueMs).toISOString().replace('.000Z', 'Z');
  return { Type: 'Timer', TriggerName: name, Time, Message: message };
}
