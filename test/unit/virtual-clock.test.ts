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
