import { expect, test } from 'vitest';
import { attemptsEndMs } from '../../shared/tenant-key/retry.ts';
import { SETTINGS } from '../world/provisioning-world.ts';

test.each([
  ['a second is kept for settling', 60_000, 59_000],
  ['a third at most is kept, however short the time', 1_500, 1_000],
  ['nothing is kept of no time', 0, 0],
])('of the time that is left %s (P8)', (_, leftMs, attemptsMs) => {
  expect(attemptsEndMs(SETTINGS, 700, 700 + leftMs)).toBe(700 + attemptsMs);
});

test('of a deadline that has passed nothing is left', () => {
  expect(attemptsEndMs(SETTINGS, 700, 600)).toBe(600);
});
