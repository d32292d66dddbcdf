import { expect, test } from 'vitest';
import { deadlineMsOf } from '../../shared/invocation.ts';

const CONTEXT = { request_id: 'id', function_name: 'fn', time_limit_in_ms: 60_000 };

test('the deadline of an invocation is half a second before its time limit', () => {
  const context = { ...CONTEXT, getRemainingTimeInMillis: () => 42_000 };
  expect(deadlineMsOf(context, 1_000_000)).toBe(1_041_500);
});

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
