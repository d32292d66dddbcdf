import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import { rateLimiter, UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';

/** Draws the middle: nothing is sent for 250 ms after a throttled call. */
const random = () => 0.5;

type Throttle = { readonly atMs: number; readonly tookMs: number };

type Arrival = { readonly atMs: number; readonly patienceMs: number };

const arrivalPatterns = fc.array(
  fc.record({
    atMs: fc.integer({ min: 0, max: 5_000 }),
    patienceMs: fc.constantFrom(0, 30, 500, 1_500, 60_000),
  }),
  { minLength: 1, maxLength: 150 },
);

const timers = fc.array(fc.constantFrom(-0.9, 0, 0.4, 3, 40, 700), { minLength: 1 });

const throttlePatterns = fc.array(
  fc.record({ atMs: fc.integer({ min: 0, max: 8_000 }), tookMs: fc.constantFrom(0, 40, 3_000) }),
  { maxLength: 30 },
);

test('no sliding second has more calls than the share, whatever arrives and is throttled (P6)', async () => {
  const shares = fc.integer({ min: 1, max: 30 });
  await fc.assert(
    fc.asyncProperty(shares, arrivalPatterns, timers, throttlePatterns, async (...given) => {
      const { sentMs } = await run(...given);
      expect(callsInBusiestSecond(sentMs)).toBeLessThanOrEqual(given[0]);
    }),
    { numRuns: 300 },
  );
});

test('fractions of a millisecond on the clock do not release one call too many', async () => {
  const arrivals = [0, 1_000, 0, 1_000].map((atMs) => ({ atMs, patienceMs: 60_000 }));
  const { sentMs } = await run(2, arrivals, [-0.9, 3]); // Found with the seed -1662986966.
  expect(callsInBusiestSecond(sentMs)).toBe(2);
});

test('with a full backlog at least 98 % of the share is used, though each timer is late', async () => {
  for (const callsPerSecondMax of [1, 3, 7, 60, 77, 80, 99, 100]) {
    const calls = callsPerSecondMax * 20;
    const backlog = Array<Arrival>(calls).fill({ atMs: 0, patienceMs: 60_000 });
    const { sentMs } = await run(callsPerSecondMax, backlog, [2, 0, 5, 1, 0]);
    expect(sentMs).toHaveLength(calls);
    expect(sentMs.at(-1)! * callsPerSecondMax * 0.98).toBeLessThanOrEqual((calls - 1) * 1_000);
  }
});

test('calls are released in their order, and evenly once a fifth of a second is used up', async () => {
  const backlog = Array<Arrival>(7).fill({ atMs: 100, patienceMs: 60_000 });
  const { sentMs, order } = await run(10, backlog, [0]);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(sentMs).toEqual([100, 100, 100, 200, 300, 400, 500]);
});

test('a short time without calls is caught up, within the calls of a second', async () => {
  const first = Array<Arrival>(8).fill({ atMs: 0, patienceMs: 60_000 });
  const second = Array<Arrival>(5).fill({ atMs: 700, patienceMs: 60_000 });
  const { sentMs } = await run(10, [...first, ...second], [0]);
  // At 700 there are two calls left in this second, and one more at 1,000 for each of the first three.
  expect(sentMs).toEqual([0, 0, 0, 100, 200, 300, 400, 500, 700, 700, 1_000, 1_000, 1_000]);
});

test('calls are released evenly where turns are rarer than a fifth of a second', async () => {
  const backlog = Array<Arrival>(6).fill({ atMs: 100, patienceMs: 60_000 });
  const { sentMs } = await run(4, backlog, [0]);
  expect(sentMs).toEqual([100, 350, 600, 850, 1_100, 1_350]);
});

test('calls that a late timer held up catch up a fifth of a second, and no more', async () => {
  const backlog = Array<Arrival>(7).fill({ atMs: 0, patienceMs: 60_000 });
  const { sentMs } = await run(10, backlog, [600, 0, 0, 0]);
  // The fourth was due at 100.
  expect(sentMs).toEqual([0, 0, 0, 700, 700, 700, 800]);
});

test('a call that would be too late is refused at once, and costs the others nothing', async () => {
  const clock = virtualClock([0]);
  const limiter = rateLimiter({ callsPerSecondMax: 2, clock, random });
  await limiter.acquire(0);
  await expect(limiter.acquire(499)).rejects.toMatchObject({
    ...{ code: 'NoTurn', message: 'NoTurn: no capacity before the deadline' },
  });
  expect(clock.nowMs()).toBe(0);
  const second = limiter.acquire(500);
  await expect(limiter.acquire(999)).rejects.toMatchObject({ code: 'NoTurn' });
  await clock.runUntilIdle();
  await second;
  expect(clock.nowMs()).toBe(500);
});

test('a call that late timers push beyond its deadline is refused at once, and disturbs no other', async () => {
  const clock = virtualClock([400, 0, 0]);
  const limiter = rateLimiter({ callsPerSecondMax: 2, clock, random });
  const first = [0, 1, 2].map(() => limiter.acquire(60_000));
  await clock.runUntilIdle();
  await Promise.all(first); // Released at 0, 900 (it was due at 500) and 1,400.
  await expect(limiter.acquire(1_850)).rejects.toMatchObject({ code: 'NoTurn' });
  expect(clock.nowMs()).toBe(1_400);
  const next = limiter.acquire(1_900);
  await clock.runUntilIdle();
  await next;
  expect(clock.nowMs()).toBe(1_900);
});

test('a call whose timer fires after its deadline is not released', async () => {
  const clock = virtualClock([30]);
  const limiter = rateLimiter({ callsPerSecondMax: 10, clock, random });
  for (let count = 0; count < 3; count += 1) await limiter.acquire(0);
  const late = limiter.acquire(110).catch((error: unknown) => error);
  await clock.runUntilIdle();
  expect(await late).toMatchObject({ code: 'NoTurn' });
});

test('after a throttle nothing is sent for a moment, and the gaps are longer for a while', async () => {
  const backlog = Array<Arrival>(5).fill({ atMs: 0, patienceMs: 60_000 });
  const { sentMs } = await run(1, backlog, [0], [{ atMs: 1, tookMs: 0 }]);
  expect(sentMs).toEqual([0, 1_000, 2_000, 3_000, 4_000]); // One call a second is the least.
  const slowed = await run(10, backlog, [0], [{ atMs: 1, tookMs: 0 }]);
  // The fourth was due at 100. The gap after it is that of 9.03 a second.
  expect(slowed.sentMs).toEqual([0, 0, 0, 251, 362]);
});

test('a call that is too late after a throttle is refused at once, or as soon as it is throttled', async () => {
  const clock = virtualClock([0]);
  const limiter = rateLimiter({ callsPerSecondMax: 10, clock, random });
  for (let count = 0; count < 3; count += 1) await limiter.acquire(0);
  const waiting = limiter.acquire(200).catch((error: unknown) => error);
  await new Promise(setImmediate); // It waits for its turn, which is at 100.
  limiter.throttled(0);
  await expect(limiter.acquire(249)).rejects.toMatchObject({ code: 'NoTurn' });
  await clock.runUntilIdle();
  expect(await waiting).toMatchObject({ code: 'NoTurn' });
  expect(clock.nowMs()).toBe(100);
  const next = limiter.acquire(250);
  await clock.runUntilIdle();
  await next;
  expect(clock.nowMs()).toBe(250);
});

test('each instance gives way at once when it is throttled (P6)', async () => {
  const chances = fc.double({ min: 0, max: 0.999, noNaN: true });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 30 }), chances, async (share, chance) => {
      const clock = virtualClock([0]);
      const limiter = rateLimiter({ callsPerSecondMax: share, clock, random: () => chance });
      const sentMs: number[] = [];
      const calls = Array.from({ length: share * 3 }, () =>
        limiter.acquire(60_000).then(() => sentMs.push(clock.nowMs())),
      );
      const throttledMs = 1_234;
      clock.at(throttledMs, () => limiter.throttled(clock.nowMs() - 1));
      await clock.runUntilIdle();
      await Promise.all(calls);
      const isHushed = (timeMs: number) => timeMs > throttledMs && timeMs < throttledMs + 125;
      expect(sentMs.filter(isHushed)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test('a reading has the present rate, the calls that were sent and those that were throttled', async () => {
  const clock = virtualClock([0]);
  const limiter = rateLimiter({ callsPerSecondMax: 10, clock, random });
  const before = { callsPerSecond: 10, callsPerSecondMax: 10, sent: 0, throttled: 0 };
  expect(limiter.reading()).toEqual(before);
  for (let count = 0; count < 3; count += 1) await limiter.acquire(0);
  await expect(limiter.acquire(0)).rejects.toMatchObject({ code: 'NoTurn' });
  limiter.throttled(0);
  expect(limiter.reading()).toEqual({ ...before, callsPerSecond: 9, sent: 3, throttled: 1 });
  const unlimited = { callsPerSecond: 0, callsPerSecondMax: 0, sent: 0, throttled: 0 };
  expect(UNLIMITED_RATE.reading()).toEqual(unlimited);
});

test.each([0, -1, 2.5, Number.NaN])('refuses a share of %s calls a second', (share) => {
  expect(() => rateLimiter({ callsPerSecondMax: share, clock: virtualClock([0]), random })).toThrow(
    `Calls per second must be a whole number from 1: ${share}`,
  );
});

/** Lets calls arrive in virtual time; gives when and in which order they were released. */
async function run(
  callsPerSecondMax: number,
  arrivals: readonly Arrival[],
  latenessesMs: readonly number[],
  throttles: readonly Throttle[] = [],
): Promise<{ readonly sentMs: readonly number[]; readonly order: readonly number[] }> {
  const clock = virtualClock(latenessesMs);
  const limiter = rateLimiter({ callsPerSecondMax, clock, random });
  const sentMs: number[] = [];
  const order: number[] = [];
  arrivals.forEach(({ atMs, patienceMs }, index) => {
    clock.at(atMs, () => {
      const deadlineMs = clock.nowMs() + patienceMs;
      void limiter.acquire(deadlineMs).then(
        () => {
          expect(clock.nowMs()).toBeLessThanOrEqual(deadlineMs);
          sentMs.push(clock.nowMs());
          order.push(index);
        },
        (error: unknown) => expect(error).toMatchObject({ code: 'NoTurn' }),
      );
    });
  });
  for (const { atMs, tookMs } of throttles) {
    clock.at(atMs, () => limiter.throttled(clock.nowMs() - tookMs));
  }
  await clock.runUntilIdle();
  return { sentMs, order };
}

function callsInBusiestSecond(sentMs: readonly number[]): number {
  let busiest = 0;
  let first = 0;
  sentMs.forEach((nowMs, index) => {
    while (nowMs - sentMs[first]! >= 1_000) first += 1;
    busiest = Math.max(busiest, index - first + 1);
  });
  return busiest;
}

/** A clock that moves from timer to timer. The n-th sleep ends late by the n-th lateness. */
function virtualClock(latenessesMs: readonly number[]) {
  let nowMs = 0;
  let sleeps = 0;
  const timers: { readonly dueMs: number; readonly fire: () => void }[] = [];
  const at = (dueMs: number, fire: () => void) => {
    const after = timers.findIndex((timer) => timer.dueMs > dueMs);
    timers.splice(after === -1 ? timers.length : after, 0, { dueMs, fire });
  };
  const clock: Clock = {
    nowMs: () => nowMs,
    sleep: (delayMs) =>
      new Promise((resolve) => {
        const latenessMs = latenessesMs[sleeps % latenessesMs.length]!;
        sleeps += 1;
        at(nowMs + delayMs + latenessMs, resolve);
      }),
    after: () => () => {}, // A rate limiter only sleeps.
  };
  async function runUntilIdle(): Promise<void> {
    await new Promise(setImmediate);
    for (let timer = timers.shift(); timer !== undefined; timer = timers.shift()) {
      nowMs = Math.max(nowMs, timer.dueMs);
      timer.fire();
      await new Promise(setImmediate); // Lets every promise chain run to its end.
    }
  }
  return { ...clock, at, runUntilIdle };
}
