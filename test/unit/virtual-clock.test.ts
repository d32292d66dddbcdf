import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { virtualClock } from '../world/virtual-clock.ts';

test('virtual time passes while everybody sleeps', async () => {
  const clock = virtualClock();
  const order: string[] = [];
  const sleepThen = (delayMs: number, name: string) =>
    clock.sleep(delayMs).then(() => order.push(`${name} at ${clock.nowMs()}`));
  await clock.run(Promise.all([sleepThen(60_000, 'late'), sleepThen(5, 'early')]));
  expect(order).toEqual(['early at 5', 'late at 60000']);
});

test('virtual time does not pass for ever for work that nothing can end', async () => {
  const stuck = virtualClock().run(new Promise(() => {}));
  await expect(stuck).rejects.toThrow('deadlock: all wait, and nobody sleeps');
});

test('whoever has slept on a virtual clock listens to no signal any more', async () => {
  const clock = virtualClock();
  const { signal } = new AbortController();
  await clock.run(Promise.all([clock.sleep(5, signal), clock.sleep(9, signal)]));
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

test('whoever sleeps on a virtual clock wakes when the signal is aborted', async () => {
  const clock = virtualClock();
  const over = new AbortController();
  const slept = clock.sleep(60_000, over.signal);
  over.abort();
  await clock.run(Promise.all([slept, clock.sleep(60_000, over.signal)]));
  expect(clock.nowMs()).toBe(0);
});
