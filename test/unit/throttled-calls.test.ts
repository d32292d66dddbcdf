import { expect, test } from 'vitest';
import { tencentTagService } from '../../shared/tag/tags.ts';
import { callTencent } from '../../shared/tencent/call.ts';
import { callCounter } from '../../shared/tencent/call-stats.ts';
import { rateLimiter } from '../../shared/tencent/rate-limiter.ts';
import { virtualClock } from '../world/virtual-clock.ts';

/** Draws the middle: nothing is sent for 250 ms after a throttled call. */
const random = () => 0.5;

/** Ten calls a second: three may go at once after a while without any. */
const limiterOn = (clock: ReturnType<typeof virtualClock>) =>
  rateLimiter({ callsPerSecondMax: 10, clock, random });

/** A cloud that refuses every call at once. */
const refusing = (code: string) => ({
  request: () => Promise.reject(Object.assign(new Error('no'), { code })),
});

test.each([
  ['RequestLimitExceeded', 250],
  ['RequestLimitExceeded.UinLimitExceeded', 250],
  ['RequestLimitExceeded.NewKind', 250],
  ['RequestLimitExceededNot', 0],
  ['LimitExceeded.CmkLimitExceeded', 0],
  ['InternalError', 0],
])('after a call that is refused with %s the next goes %i ms later', async (code, gapMs) => {
  const clock = virtualClock();
  const plain = { client: refusing(code), rateLimiter: limiterOn(clock), clock };
  for (const api of [plain, { ...plain, counter: callCounter() }]) {
    const startMs = clock.nowMs();
    await clock.run(callTencent(api, 'CreateKey', {}, startMs + 9_000).catch(() => {}));
    await clock.run(callTencent(api, 'CreateKey', {}, startMs + 9_000).catch(() => {}));
    expect(clock.nowMs() - startMs).toBe(gapMs);
    await clock.run(clock.sleep(10_001)); // After that, an instance begins at its whole rate.
  }
});

test('a throttled change of tags slows the changes of tags, and not the reads', async () => {
  const clock = virtualClock();
  const [rateLimiter, changeRateLimiter] = [limiterOn(clock), limiterOn(clock)];
  const about = { region: 'ap-guangzhou', accountUin: '', clock };
  const client = refusing('RequestLimitExceeded');
  const tags = tencentTagService({ ...about, client, rateLimiter, changeRateLimiter });
  const tag = { key: 'env', value: 'prod' };
  await clock.run(tags.createTags([tag], 9_000).catch(() => {}));
  await rateLimiter.acquire(0);
  await clock.run(rateLimiter.acquire(9_000));
  expect(clock.nowMs()).toBe(0);
  await clock.run(changeRateLimiter.acquire(9_000));
  expect(clock.nowMs()).toBe(250);
});
