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
  await expect(stuck).rejects.toThrow('deadlock: everything waits and nothing sleeps');
});

test('what is to be done after a while on a virtual clock is done then, once', async () => {
  const clock = virtualClock();
  const doneMs: number[] = [];
  clock.after(5, () => doneMs.push(clock.nowMs()));
  await clock.run(clock.sleep(60_000));
  expect(doneMs).toEqual([5]);
});

test('a cancelled wait on a virtual clock has no effect, and nothing waits for it', async () => {
  const clock = virtualClock();
  const callOff = clock.after(60_000, () => expect.fail('it was called off'));
  callOff();
  await clock.run(clock.sleep(5));
  expect(clock.nowMs()).toBe(5);
  await expect(clock.run(new Promise(() => {}))).rejects.toThrow('nothing sleeps');
});
