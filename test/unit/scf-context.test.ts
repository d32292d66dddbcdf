import { expect, test } from 'vitest';
import { contextCredentials, deadlineMsOf } from '../../shared/invocation.ts';

const CONTEXT = { request_id: 'id', function_name: 'fn', time_limit_in_ms: 60_000 };

test('the deadline of an invocation is half a second before its time limit', () => {
  const context = { ...CONTEXT, getRemainingTimeInMillis: () => 42_000 };
  expect(deadlineMsOf(context, 1_000_000)).toBe(1_041_500);
});

test('a runtime may have the time left as a number', () => {
  expect(deadlineMsOf({ ...CONTEXT, getRemainingTimeInMillis: 42_000 }, 1_000_000)).toBe(1_041_500);
});

test('a time left that is no number counts as none', () => {
  const context = { ...CONTEXT, getRemainingTimeInMillis: () => Number.NaN };
  expect(deadlineMsOf(context, 1_000_000)).toBe(1_059_500);
});

const VARIABLES = {
  TENCENTCLOUD_SECRETID: 'id',
  TENCENTCLOUD_SECRETKEY: 'key',
  TENCENTCLOUD_SESSIONTOKEN: 'token',
  REGION: 'ap-guangzhou',
};

test.each([JSON.stringify(VARIABLES), VARIABLES])(
  'the credentials of a role are read from the variables of a context: %j',
  (environment) => {
    const credentials = { secretId: 'id', secretKey: 'key', token: 'token' };
    expect(contextCredentials({ environment })).toEqual(credentials);
  },
);

test.each([undefined, '', 'SCF_NAMESPACE=default', '[]', '{"TENCENTCLOUD_SECRETID":1}', null])(
  'a context with the variables %j has no credentials',
  (environment) => {
    expect(contextCredentials({ environment }).secretId).toBeUndefined();
  },
);

test('a runtime that does not report the time left has the whole limit left', () => {
  expect(deadlineMsOf(CONTEXT, 1_000_000)).toBe(1_059_500);
});

test.each([500, 499, 0, -1])(
  'with %i ms left the deadline is now, and not earlier',
  (remainingMs) => {
    const context = { ...CONTEXT, getRemainingTimeInMillis: () => remainingMs };
    expect(deadlineMsOf(context, 1_000_000)).toBe(1_000_000);
  },
);

test('a function without a limit has three seconds, the default of the platform', () => {
  const context = { request_id: 'id', function_name: 'fn' };
  expect(deadlineMsOf(context, 1_000_000)).toBe(1_002_500);
});
