import { expect, test } from 'vitest';
import type { DeployApis } from '../../deploy/calls/apis.ts';
import { cloudCalls, ifPresent, readAllPages } from '../../deploy/calls/calls.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { UNLIMITED_RATE } from '../../shared/tencent/rate-limiter.ts';
import { virtualClock } from '../world/virtual-clock.ts';

/** Calls a cloud that refuses each of the first calls with a code, and answers all others. */
function refusing(codes: readonly string[], deadlineMs: number) {
  const clock = virtualClock();
  const sentAtMs: number[] = [];
  const request = async () => {
    sentAtMs.push(clock.nowMs());
    const code = codes[sentAtMs.length - 1];
    if (code !== undefined) throw new ApiError(code, { detail: '' });
    return { List: [] };
  };
  const scf = { client: { request }, rateLimiter: UNLIMITED_RATE, clock };
  const calls = cloudCalls({ scf } as unknown as DeployApis, clock, deadlineMs);
  const ended = () => clock.run(calls.call('scf', 'ListFunctions', {}));
  return { calls, sentAtMs, ended };
}

const OUTAGE = Array<string>(6).fill('InternalError');

const NEVER_MS = Number.POSITIVE_INFINITY;

test('a call during an outage is repeated after growing delays, and each attempt counts', async () => {
  const { calls, sentAtMs, ended } = refusing(OUTAGE.slice(1), NEVER_MS);
  expect(await ended()).toEqual({ List: [] });
  expect(sentAtMs).toEqual([0, 200, 600, 1_400, 3_000, 6_200]);
  expect(calls.count()).toBe(6);
});

test('the sixth attempt is the last', async () => {
  const { sentAtMs, ended } = refusing(OUTAGE, NEVER_MS);
  await expect(ended()).rejects.toMatchObject({ code: 'InternalError' });
  expect(sentAtMs).toHaveLength(6);
});

test('what a retry cannot change is not repeated', async () => {
  const { calls, ended } = refusing(['UnauthorizedOperation.CAM'], NEVER_MS);
  await expect(ended()).rejects.toMatchObject({ code: 'UnauthorizedOperation.CAM' });
  expect(calls.count()).toBe(1);
});

test('no call is sent at the deadline, unless it was put off', async () => {
  const late = refusing(OUTAGE.slice(1), 600);
  await expect(late.ended()).rejects.toMatchObject({ code: 'DeadlineExceeded' });
  expect(late.sentAtMs).toEqual([0, 200]);
  const inTime = refusing(OUTAGE.slice(4), 600);
  inTime.calls.extend(100);
  expect(await inTime.ended()).toEqual({ List: [] });
  expect(inTime.sentAtMs).toEqual([0, 200, 600]);
});

test('only a missing resource counts as absent: any other failure is one', async () => {
  const refused = (code: string) => Promise.reject(new ApiError(code, { detail: '' }));
  expect(await ifPresent(Promise.resolve('found'))).toBe('found');
  for (const code of ['ResourceNotFound.Function', 'InvalidParameter.RoleNotExist']) {
    expect(await ifPresent(refused(code)), code).toBeUndefined();
  }
  for (const code of ['UnauthorizedOperation', 'InternalError', 'ResourceNotFound.Role']) {
    await expect(ifPresent(refused(code)), code).rejects.toMatchObject({ code });
  }
  await expect(ifPresent(Promise.reject(new TypeError('a fault')))).rejects.toThrow('a fault');
});

test('a list is read page by page until it is complete', async () => {
  const offsets: number[] = [];
  const rows = await readAllPages(async (offset) => {
    offsets.push(offset);
    return { rows: ['a', 'b', 'c', 'd', 'e'].slice(offset, offset + 2), total: 5 };
  });
  expect(rows).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(offsets).toEqual([0, 2, 4]);
});

test('a list that shrinks while it is read ends with its last row', async () => {
  const rows = await readAllPages(async (offset) => ({
    rows: offset === 0 ? ['a', 'b'] : [],
    total: 5,
  }));
  expect(rows).toEqual(['a', 'b']);
});
