import { expect, test } from 'vitest';
import { callTencent } from '../../shared/tencent/call.ts';
import { UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';
import { virtualClock } from '../world/virtual-clock.ts';

/** A cloud that never answers. */
const silent = { request: () => new Promise(() => {}) };

test.each([
  ['its own deadline cut short says nothing about the cloud', 2_999, 'DeadlineExceeded', 2_999],
  ['the cloud leaves unanswered until its timeout shows an outage', 3_000, 'NoAnswer', 3_000],
  [
    'the cloud leaves unanswered ends at its timeout, not at the deadline',
    9_000,
    'NoAnswer',
    3_000,
  ],
])('a call that %s (P8)', async (_, deadlineMs, code, endMs) => {
  const clock = virtualClock();
  const call = callTencent(
    { client: silent, rateLimiter: UNLIMITED_RATE, clock },
    'CreateKey',
    {},
    deadlineMs,
  );
  await expect(clock.run(call)).rejects.toMatchObject({ code });
  expect(clock.nowMs()).toBe(endMs);
});
