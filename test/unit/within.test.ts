import { expect, test } from 'vitest';
import { within } from '../../shared/tenant-key/time.ts';
import { type VirtualClock, virtualClock } from '../world/virtual-clock.ts';

test('a call that ends in time gives its result, its signal is not aborted, and no timer is left', async () => {
  const clock = virtualClock();
  const { signal, answer } = await callFor(50, clock);
  expect(answer).toBe('answer');
  expect(signal?.aborted).toBe(false);
  await expect(clock.run(new Promise(() => {}))).rejects.toThrow('nothing sleeps');
});

test('a call that takes too long is aborted and gives undefined', async () => {
  const clock = virtualClock();
  const { signal, answer } = await callFor(150, clock);
  expect(answer).toBeUndefined();
  expect([signal?.aborted, clock.nowMs()]).toEqual([true, 100]);
});

test('a call that fails is aborted, so that it releases its socket, and no timer is left', async () => {
  const clock = virtualClock();
  let seen: AbortSignal | undefined;
  const call = within(100, clock, (signal) => {
    seen = signal;
    return Promise.reject(new Error('no'));
  });
  await expect(call).rejects.toThrow('no');
  expect(seen?.aborted).toBe(true);
  await expect(clock.run(new Promise(() => {}))).rejects.toThrow('nothing sleeps');
});

test('a call that throws synchronously leaves no timer', async () => {
  const clock = virtualClock();
  const call = within(100, clock, () => {
    throw new Error('no');
  });
  await expect(call).rejects.toThrow('no');
  await expect(clock.run(new Promise(() => {}))).rejects.toThrow('nothing sleeps');
});

test.each([0, -1])('no call is made when %i ms are left', async (waitMs) => {
  const call = within(waitMs, virtualClock(), () => expect.fail('it was called'));
  await expect(call).resolves.toBeUndefined();
});

type Called = { readonly signal: AbortSignal | undefined; readonly answer: string | undefined };

/** Waits 100 ms for a call that takes `delayMs`. */
async function callFor(delayMs: number, clock: VirtualClock): Promise<Called> {
  let signal: AbortSignal | undefined;
  const call = within(100, clock, async (given) => {
    signal = given;
    await clock.sleep(delayMs);
    return 'answer';
  });
  const answer = await clock.run(call);
  return { signal, answer };
}
