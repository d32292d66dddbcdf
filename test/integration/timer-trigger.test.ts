import { getEventListeners } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { listeners } from '../../emulator/async/listeners.ts';
import { parseCron } from '../../emulator/scf/cron.ts';
import { failure, type InvokeResult } from '../../emulator/scf/invoke-result.ts';
import { runTimerTrigger, type TimerEvent } from '../../emulator/scf/timer-trigger.ts';
import { startLocalCloud } from '../../local/cloud.ts';

const MINUTE_MS = 60_000;

/** Monday, 23 November 2026. */
const NOON_MS = Date.UTC(2026, 10, 23, 12);

const FACTS = { functionName: 'fn', requestId: 'id', durationMs: 1 };
const DONE: InvokeResult = { ok: true, value: null, ...FACTS };

const stopping: AbortController[] = [];
afterEach(() => {
  for (const controller of stopping.splice(0)) controller.abort();
});

/** A timer on a clock that only the test sets. */
function startTimer(invoke: (event: TimerEvent) => Promise<InvokeResult>, cron: string) {
  const { add, notify } = listeners<void>();
  let timeMs = NOON_MS;
  let looks = 0;
  let watchers = 0;
  const controller = new AbortController();
  stopping.push(controller);
  const clock = {
    nowMs: () => {
      looks += 1;
      return timeMs;
    },
    onSet: (listener: () => void) => {
      watchers += 1;
      const unsubscribe = add(listener);
      return () => {
        watchers -= 1;
        unsubscribe();
      };
    },
  };
  const trigger = { name: 'every-minute', cron: parseCron(cron), message: 'heal', invoke, clock };
  const ended = runTimerTrigger(trigger, controller.signal);
  return {
    set: async (newMs: number) => {
      timeMs = newMs;
      notify();
      await settled();
    },
    stop: () => {
      controller.abort();
      return ended;
    },
    /** How often it has read the clock. */
    looks: () => looks,
    /** The number of its listeners and of all active timers of the system. */
    holds: () => ({
      watchers,
      listeners: getEventListeners(controller.signal, 'abort').length,
      timers: process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length,
    }),
  };
}

/** Runs everything that does not wait for a timer. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A timer whose events are collected. */
function collect(cron = '0 */1 * * * * *', result = DONE) {
  const events: TimerEvent[] = [];
  const timer = startTimer(async (event) => {
    events.push(event);
    return result;
  }, cron);
  return { ...timer, events, times: () => events.map(({ Time }) => Time.slice(11)) };
}

describe('a timer', () => {
  test('passes its name, its due time and its argument to the function', async () => {
    const { set, events } = collect();
    await set(NOON_MS + MINUTE_MS - 1);
    expect(events).toEqual([]);
    await set(NOON_MS + MINUTE_MS + 1_234);
    expect(events).toEqual([
      {
        Type: 'Timer',
        TriggerName: 'every-minute',
        Time: '2026-11-23T12:01:00Z',
        Message: 'heal',
      },
    ]);
  });

  test('fires once when the clock skips several times, with the last of them', async () => {
    const { set, times } = collect();
    await set(NOON_MS + 60 * MINUTE_MS + 1);
    await set(NOON_MS + 60 * MINUTE_MS + 2);
    expect(times()).toEqual(['13:00:00Z']);
    await set(NOON_MS + 61 * MINUTE_MS);
    await set(NOON_MS + 63 * MINUTE_MS - 1);
    expect(times()).toEqual(['13:00:00Z', '13:01:00Z', '13:02:00Z']);
  });

  test.each<[cron: string, leapMs: number, time: string]>([
    ['0 */1 * * * * *', 59_999 + MINUTE_MS, '2026-11-23T12:01:00Z'],
    ['0 */1 * * * * *', 366 * 24 * 60 * MINUTE_MS + 59_000, '2027-11-24T12:00:00Z'],
    ['* * * * * * *', 90_500, '2026-11-23T12:01:30Z'],
    ['0 0 3 * * * *', 48 * 60 * MINUTE_MS, '2026-11-24T19:00:00Z'], // At 03:00 in Beijing.
    ['0 30 9 * * MON *', 20 * 24 * 60 * MINUTE_MS, '2026-12-07T01:30:00Z'],
    ['0 0 0 1 1 * 2027', 800 * 24 * 60 * MINUTE_MS, '2026-12-31T16:00:00Z'],
  ])('with %s, after a leap of %s ms, fires with the time %s', async (cron, leapMs, time) => {
    const { set, events } = collect(cron);
    await set(NOON_MS + leapMs);
    expect(events.map(({ Time }) => Time)).toEqual([time]);
  });

  test('continues normally when the clock is set back', async () => {
    const { set, times } = collect();
    await set(NOON_MS + 366 * 24 * 60 * MINUTE_MS);
    await set(NOON_MS);
    expect(times()).toEqual(['12:00:00Z']);
    await set(NOON_MS + MINUTE_MS);
    expect(times()).toEqual(['12:00:00Z', '12:01:00Z']);
  });

  test('delivers one event at a time, and one for all times in between', async () => {
    const ends: (() => void)[] = [];
    const invoke = () =>
      new Promise<InvokeResult>((resolve) => {
        ends.push(() => resolve(DONE));
      });
    const { set } = startTimer(invoke, '0 */1 * * * * *');
    for (const minutes of [1, 2, 3]) await set(NOON_MS + minutes * MINUTE_MS);
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await settled();
    expect(ends).toHaveLength(2);
    ends[1]?.();
    await settled();
    expect(ends).toHaveLength(2);
  });

  test('fires at its next time after a failure, and not earlier', async () => {
    const { set, times } = collect(undefined, { ...failure(430, 'Error: no'), ...FACTS });
    await set(NOON_MS + MINUTE_MS);
    await set(NOON_MS + MINUTE_MS + 30_000);
    expect(times()).toEqual(['12:01:00Z']);
    await set(NOON_MS + 2 * MINUTE_MS);
    expect(times()).toEqual(['12:01:00Z', '12:02:00Z']);
  });

  test('fires while the clock runs', async () => {
    const startMs = Date.now();
    const controller = new AbortController();
    stopping.push(controller);
    const time = await new Promise<number>((resolve) => {
      const clock = { nowMs: Date.now, onSet: () => () => {} };
      const invoke = async ({ Time }: TimerEvent) => {
        resolve(Date.parse(Time));
        return DONE;
      };
      const trigger = {
        name: 'each',
        cron: parseCron('* * * * * * *'),
        message: '',
        invoke,
        clock,
      };
      void runTimerTrigger(trigger, controller.signal);
    });
    expect(time - startMs).toBeGreaterThan(0);
  });

  test('waits weeks or forever for its time, and ends when it is stopped', async () => {
    for (const cron of ['0 0 0 30 2 * *', '0 0 0 1 1 * *']) {
      const { set, stop, events, looks } = collect(cron);
      await set(NOON_MS + 1);
      const before = looks();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(looks(), 'it is asleep').toBe(before);
      await stop();
      expect(events).toEqual([]);
    }
  });

  test('leaks no listeners or timers', async () => {
    const { set, stop, holds, events } = collect();
    await settled();
    const first = holds();
    expect(first).toMatchObject({ watchers: 1, listeners: 1 });
    for (let minutes = 1; minutes <= 20; minutes += 1) {
      await set(NOON_MS + minutes * MINUTE_MS - 1);
      await set(NOON_MS + minutes * MINUTE_MS);
    }
    expect(events).toHaveLength(20);
    expect(holds()).toMatchObject({ watchers: 1, listeners: 1 });
    // Timers of the test runner are counted too, and may end meanwhile.
    expect(holds().timers).toBeLessThanOrEqual(first.timers);
    await stop();
    expect(holds()).toMatchObject({ watchers: 0, listeners: 0 });
    expect(holds().timers).toBeLessThan(first.timers);
  });

  test('ends when it is stopped, even if the function still runs', async () => {
    const { set, stop } = startTimer(() => new Promise(() => {}), '0 */1 * * * * *');
    await set(NOON_MS + MINUTE_MS);
    await stop();
  });
});

test('a local cloud notifies listeners when its clock is put forward, and when a reset sets it back', async () => {
  const cloud = await startLocalCloud({ port: 0, nowMs: () => NOON_MS });
  const times: number[] = [];
  const unsubscribe = cloud.onClockSet(() => times.push(cloud.nowMs() - NOON_MS));
  await fetch(`${cloud.url}/clock/advance`, { method: 'POST', body: '{"ms":60000}' });
  await fetch(`${cloud.url}/reset`, { method: 'POST' });
  unsubscribe();
  await fetch(`${cloud.url}/clock/advance`, { method: 'POST', body: '{"ms":60000}' });
  await cloud.close();
  expect(times).toEqual([60_000, 0]);
});
