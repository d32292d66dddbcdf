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

type World = {
  readonly clock: VirtualClock;
  readonly meter: CallCounter;
  /** Makes a call, and swallows how it fails. */
  readonly call: (action: string, deadlineMs?: number) => Promise<unknown>;
};

/** A way to a cloud that takes so long for each call, with ten calls in a second. */
function worldWith(request: (clock: VirtualClock) => TencentClient['request']): World {
  const clock = virtualClock();
  const counter = callCounter();
  const pace = rateLimiter({ callsPerSecondMax: 10, clock });
  const api: TencentApi = {
    client: { request: request(clock) },
    rateLimiter: pace,
    clock,
    counter,
  };
  const call: World['call'] = (action, deadlineMs = 60_000) =>
    callTencent(api, action, {}, deadlineMs).catch(() => undefined);
  return { clock, meter: counter, call };
}

const takes = (delayMs: number) => (clock: VirtualClock) => () =>
  clock.sleep(delayMs).then(() => ({}));
const fails = (error: Error) => () => () => Promise.reject(error);

describe('a meter', () => {
  test('counts calls by action, the time that they took and the time that they waited', async () => {
    const { clock, meter: counter, call } = worldWith(takes(30));
    await clock.run(Promise.all([call('CreateKey'), call('CreateKey'), call('CreateTags')]));
    expect(counter.stats()).toEqual({
      ...{ calls: 3, actions: { CreateKey: 2, CreateTags: 1 } },
      ...{ cloudMs: 90, pacedMs: 300, throttles: 0 },
    });
  });

  test('counts the time of a call that nobody waits for any longer, and not what it takes then', async () => {
    const { clock, meter, call } = worldWith(takes(100_000));
    await clock.run(call('CreateKey'));
    expect(meter.stats()).toMatchObject({ calls: 1, cloudMs: 3_000 });
    await clock.run(clock.sleep(200_000));
    expect(meter.stats()).toMatchObject({ calls: 1, cloudMs: 3_000 });
  });

  test('counts no call that found no turn, but that it was turned back', async () => {
    const { clock, meter, call } = worldWith(takes(0));
    await clock.run(Promise.all([call('CreateKey'), call('CreateKey', 50)]));
    expect(meter.stats()).toMatchObject({ calls: 1, throttles: 1, pacedMs: 0 });
  });

  test.each([
    ['RequestLimitExceeded', 1],
    ['RequestLimitExceeded.UinLimitExceeded', 1],
    ['RequestLimitExceededNot', 0],
    ['LimitExceeded.CmkLimitExceeded', 0],
    ['', 0],
  ])('counts a call that the cloud refuses with %j as %i too many', async (code, throttles) => {
    const { clock, meter, call } = worldWith(fails(Object.assign(new Error('no'), { code })));
    await clock.run(call('CreateKey'));
    expect(meter.stats()).toMatchObject({ calls: 1, throttles });
  });

  test('keeps the failure of a call as it is', async () => {
    const error = Object.assign(new Error('no'), { code: 'RequestLimitExceeded' });
    const { clock, meter } = worldWith(fails(error));
    const api = { client: { request: fails(error)() }, rateLimiter: UNLIMITED_RATE, clock, meter };
    const call = callTencent(api, 'CreateKey', {}, 60_000);
    await expect(clock.run(call)).rejects.toMatchObject({ code: 'RequestLimitExceeded' });
  });

  test('has the name of an action that JavaScript knows too', async () => {
    const { clock, meter, call } = worldWith(takes(0));
    await clock.run(call('constructor'));
    expect(JSON.stringify(meter.stats().actions)).toBe('{"constructor":1}');
  });
});

describe('a piece of work', () => {
  test('has only what was done since it began, of a meter that others used before', async () => {
    const { clock, meter: counter, call } = worldWith(takes(30));
    await clock.run(call('CreateKey'));
    const work = measureStats(clock.nowMs, counter, 'i-1');
    await clock.run(call('DescribeKey'));
    expect(work()).toEqual({
      invocationId: 'i-1',
      durationMs: 100, // 70 until its turn, and 30.
      calls: { calls: 1, actions: { DescribeKey: 1 }, cloudMs: 30, pacedMs: 70, throttles: 0 },
    });
  });

  test('without a meter has its duration alone', async () => {
    const clock = virtualClock();
    const work = measureStats(clock.nowMs, undefined, 'i-1');
    await clock.run(clock.sleep(5));
    expect(work()).toEqual({ invocationId: 'i-1', durationMs: 5 });
  });

  test('is nothing between two readings at once', () => {
    const meter = callCounter();
    meter.sent('CreateKey');
    expect(callStatsSince(meter.stats(), meter)).toMatchObject({ calls: 0, actions: {} });
  });
});
