import { expect, test } from 'vitest';
import { attemptsEndMs } from '../../shared/tenant-key/settings.ts';
import { SETTINGS } from '../world/provisioning-world.ts';

test.each([
  ['a second is kept for settling', 60_000, 59_000],
  ['a third of a short time at most is kept for settling', 1_500, 1_000],
  ['nothing is kept when no time is left', 0, 0],
])('when attempts must end, %s (P8)', (_, leftMs, attemptsMs) => {
  expect(attemptsEndMs(SETTINGS, 700, 700 + leftMs)).toBe(700 + attemptsMs);
});

test('a deadline that has passed is kept as it is', () => {
  expect(attemptsEndMs(SETTINGS, 700, 600)).toBe(600);
});
