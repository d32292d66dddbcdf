import { describe, expect, test } from 'vitest';
import { callTencent, type TencentApi } from '../../shared/tencent/call.ts';
import {
  effortSince,
  type Meter,
  measureWork,
  openMeter,
} from '../../shared/tencent/call-stats.ts';
import type { TencentClient } from '../../shared/tencent/client.ts';
import { NO_PACE, pacer } from '../../shared/tencent/rate-limiter.ts';
import { type VirtualClock, virtualClock } from '../world/virtual-clock.ts';

type World = {
  readonly clock: VirtualClock;
  readonly meter: Meter;
  /** Makes a call, and swallows how it fails. */
  readonly call: (action: string, deadlineMs?: number) => Promise<unknown>;
};

/** A way to a cloud that takes so long for each call, with ten calls in a second. */
function worldWith(request: (clock: VirtualClock) => TencentClient['request']): World {
  const clock = virtualClock();
  const meter = openMeter();
  const pace = pacer({ callsPerSecondMax: 10, clock });
  const api: TencentApi = { client: { request: request(clock) }, pace, clock, meter };
  const call: World['call'] = (action, deadlineMs = 60_000) =>
    callTencent(api, action, {}, deadlineMs).catch(() => undefined);
  return { clock, meter, call };
}

const takes = (delayMs: number) => (clock: VirtualClock) => () =>
  clock.sleep(delayMs).then(() => ({}));
const fails = (error: Error) => () => () => Promise.reject(error);

describe('a meter', () => {
  test('counts calls by action, the time that they took and the time that they waited', async () => {
    const { clock, meter, call } = worldWith(takes(30));
    await clock.run(Promise.all([call('CreateKey'), call('CreateKey'), call('CreateTags')]));
    expect(meter.effort()).toEqual({
      ...{ calls: 3, actions: { CreateKey: 2, CreateTags: 1 } },
      ...{ cloudMs: 90, pacedMs: 300, throttles: 0 },
    });
  });

  test('counts the time of a call that nobody waits for any longer, and not what it takes then', async () => {
    const { clock, meter, call } = worldWith(takes(100_000));
    await clock.run(call('CreateKey'));
    expect(meter.effort()).toMatchObject({ calls: 1, cloudMs: 3_000 });
    await clock.run(clock.sleep(200_000));
    expect(meter.effort()).toMatchObject({ calls: 1, cloudMs: 3_000 });
  });

  test('counts no call that found no turn, but that it was turned back', async () => {
    const { clock, meter, call } = worldWith(takes(0));
    await clock.run(Promise.all([call('CreateKey'), call('CreateKey', 50)]));
    expect(meter.effort()).toMatchObject({ calls: 1, throttles: 1, pacedMs: 0 });
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
    expect(meter.effort()).toMatchObject({ calls: 1, throttles });
  });

  test('keeps the failure of a call as it is', async () => {
    const error = Object.assign(new Error('no'), { code: 'RequestLimitExceeded' });
    const { clock, meter } = worldWith(fails(error));
    const api = { client: { request: fails(error)() }, pace: NO_PACE, clock, meter };
    const call = callTencent(api, 'CreateKey', {}, 60_000);
    await expect(clock.run(call)).rejects.toMatchObject({ code: 'RequestLimitExceeded' });
  });

  test('has the name of an action that JavaScript knows too', async () => {
    const { clock, meter, call } = worldWith(takes(0));
    await clock.run(call('constructor'));
    expect(JSON.stringify(meter.effort().actions)).toBe('{"constructor":1}');
  });
});

describe('a piece of work', () => {
  test('has only what was done since it began, of a meter that others used before', async () => {
    const { clock, meter, call } = worldWith(takes(30));
    await clock.run(call('CreateKey'));
    const work = measureWork(clock.nowMs, meter, 'i-1');
    await clock.run(call('DescribeKey'));
    expect(work()).toEqual({
      invocationId: 'i-1',
      durationMs: 100, // 70 until its turn, and 30.
      effort: { calls: 1, actions: { DescribeKey: 1 }, cloudMs: 30, pacedMs: 70, throttles: 0 },
    });
  });

  test('without a meter has its duration alone', async () => {
    const clock = virtualClock();
    const work = measureWork(clock.nowMs, undefined, 'i-1');
    await clock.run(clock.sleep(5));
    expect(work()).toEqual({ invocationId: 'i-1', durationMs: 5 });
  });

  test('is nothing between two readings at once', () => {
    const meter = openMeter();
    meter.sent('CreateKey');
    expect(effortSince(meter.effort(), meter)).toMatchObject({ calls: 0, actions: {} });
  });
});
