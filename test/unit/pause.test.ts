import { expect, test } from 'vitest';
import { pauseMs } from '../../shared/dead-letters/pause.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

test.each([
  ['is a minute at first', 0, MINUTE_MS],
  ['is a minute for one that seems to come from the future', -5_000, MINUTE_MS],
  ['is a minute up to an age of one', MINUTE_MS, MINUTE_MS],
  ['then is as long as the request has failed', 90_000, 90_000],
  ['is an hour at most', HOUR_MS, HOUR_MS],
  ['is an hour after a week', 7 * 24 * HOUR_MS, HOUR_MS],
])('the pause %s, or down to half of that', (_, ageMs, expected) => {
  expect(pauseMs(ageMs, 0)).toBe(expected / 2);
  expect(pauseMs(ageMs, 0.5)).toBe(expected * 0.75);
  expect(pauseMs(ageMs, 0.999_999_999)).toBe(expected);
});

test('pauses double by themselves, so that a request is attempted eight times in two hours at least', () => {
  const agesMs: number[] = [];
  for (let ageMs = 0; ageMs <= 2 * HOUR_MS; ageMs += pauseMs(ageMs, 0.999_999_999)) {
    agesMs.push(ageMs);
  }
  expect(agesMs.map((ageMs) => ageMs / MINUTE_MS)).toEqual([0, 1, 2, 4, 8, 16, 32, 64]);
});
