import { describe, expect, test } from 'vitest';
import { callTencent, type TencentApi } from '../../shared/tencent/call.ts';
import {
  type CallCounter,
  callCounter,
  callStatsSince,
  measureStats,
} from '../../shared/tencent/call-stats.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import { rateLimiter, UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';
import { type VirtualClock, virtualClock } from '../world/virtual-clock.ts';

/** Draws the middle: nothing is sent for 250 ms after a throttled call. */
const random = () => 0.5;

type World = {
  readonly clock: VirtualClock;
  readonly counter: CallCounter;
  /** Makes a call and ignores its failure. */
  readonly call: (action: string, deadlineMs?: number) => Promise<unknown>;
};

/** Calls a cloud through a rate limiter of two calls a second. */
function worldWith(request: (clock: VirtualClock) => TencentClient['request']): World {
  const clock = virtualClock();
  const counter = callCounter();
  const api: TencentApi = {
    client: { request: request(clock) },
    rateLimiter: rateLimiter({ callsPerSecondMax: 2, clock, random }),
    clock,
    counter,
  };
  const call: World['call'] = (action, deadlineMs = 60_000) =>
    callTencent(api, action, {}, deadlineMs).catch(() => undefined);
  return { clock, counter, call };
}

const takes = (delayMs: number) => (clock: VirtualClock) => () =>
  clock.sleep(delayMs).then(() => ({}));
const fails = (error: Error) => () => () => Promise.reject(error);

describe('a call counter', () => {
  test('counts calls by action, their time, and their wait for the rate limiter', async () => {
    const { clock, counter, call } = worldWith(takes(30));
    await clock.run(Promise.all([call('CreateKey'), call('CreateKey'), call('CreateTags')]));
    expect(counter.stats()).toEqual({
      ...{ calls: 3, actions: { CreateKey: 2, CreateTags: 1 } },
      ...{ cloudMs: 90, pacedMs: 1_500, throttles: 0 },
    });
  });

  test('counts for a part what came after its beginning alone', async () => {
    const { clock, counter, call } = worldWith(takes(30));
    const burst = () => Promise.all([call('CreateKey'), call('CreateKey'), call('CreateTags', 1)]);
    await clock.run(burst());
    await clock.run(clock.sleep(10_000));
    const before = counter.stats();
    expect(before).toMatchObject({ calls: 2, throttles: 1 });
    expect(before.pacedMs).toBeGreaterThan(0);
    await clock.run(call('CreateKey'));
    expect(callStatsSince(before, counter)).toEqual({
      ...{ calls: 1, actions: { CreateKey: 1 }, cloudMs: 30, pacedMs: 0, throttles: 0 },
    });
  });

  test('counts the time of a call up to its timeout only', async () => {
    const { clock, counter, call } = worldWith(takes(100_000));
    await clock.run(call('CreateKey'));
    expect(counter.stats()).toMatchObject({ calls: 1, cloudMs: 3_000 });
    await clock.run(clock.sleep(200_000));
    expect(counter.stats()).toMatchObject({ calls: 1, cloudMs: 3_000 });
  });

  test('counts a call that the rate limiter refuses as throttled, and not as sent', async () => {
    const { clock, counter, call } = worldWith(takes(0));
    await clock.run(Promise.all([call('CreateKey'), call('CreateKey', 50)]));
    expect(counter.stats()).toMatchObject({ calls: 1, throttles: 1, pacedMs: 0 });
  });

  test.each([
    ['RequestLimitExceeded', 1],
    ['RequestLimitExceeded.UinLimitExceeded', 1],
    ['RequestLimitExceededNot', 0],
    ['LimitExceeded.CmkLimitExceeded', 0],
    ['', 0],
  ])('counts a call that the cloud refuses with %j as %i throttles', async (code, throttles) => {
    const { clock, counter, call } = worldWith(fails(Object.assign(new Error('no'), { code })));
    await clock.run(call('CreateKey'));
    expect(counter.stats()).toMatchObject({ calls: 1, throttles });
  });

  test('does not change the failure of a call', async () => {
    const error = Object.assign(new Error('no'), { code: 'RequestLimitExceeded' });
    const { clock, counter } = worldWith(fails(error));
    const api = {
      client: { request: fails(error)() },
      rateLimiter: UNLIMITED_RATE,
      clock,
      counter,
    };
    const call = callTencent(api, 'CreateKey', {}, 60_000);
    await expect(clock.run(call)).rejects.toMatchObject({ code: 'RequestLimitExceeded' });
  });

  test('counts an action whose name Object.prototype has', async () => {
    const { clock, counter, call } = worldWith(takes(0));
    await clock.run(call('constructor'));
    expect(JSON.stringify(counter.stats().actions)).toBe('{"constructor":1}');
  });
});

describe('the stats of a part', () => {
  test('have only the calls since its start, of a counter that was used before', async () => {
    const { clock, counter, call } = worldWith(takes(30));
    await clock.run(call('CreateKey'));
    const stats = measureStats(clock.nowMs, counter, 'i-1');
    await clock.run(call('DescribeKey'));
    expect(stats()).toEqual({
      invocationId: 'i-1',
      durationMs: 500, // 470 of waiting, and 30.
      calls: { calls: 1, actions: { DescribeKey: 1 }, cloudMs: 30, pacedMs: 470, throttles: 0 },
    });
  });

  test('have only a duration without a counter', async () => {
    const clock = virtualClock();
    const stats = measureStats(clock.nowMs, undefined, 'i-1');
    await clock.run(clock.sleep(5));
    expect(stats()).toEqual({ invocationId: 'i-1', durationMs: 5 });
  });

  test('are zero between two readings at the same moment', () => {
    const counter = callCounter();
    counter.sent('CreateKey');
    expect(callStatsSince(counter.stats(), counter)).toMatchObject({ calls: 0, actions: {} });
  });
});
