import { expect, test } from 'vitest';
import type { RedriveResult } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { gaugesOf } from '../../shared/dead-letters/quota-commands.ts';
import { summaryWith } from '../world/dead-letters.ts';

const NOW_MS = Date.UTC(2026, 10, 2);
const deadLetterAt = (id: string, firstSeenAt: string) => summaryWith(id, { firstSeenAt });
const [OLD, NEW] = [
  deadLetterAt('old', '2026-11-01T22:00:00.000Z'),
  deadLetterAt('new', '2026-11-01T23:59:58.500Z'),
];
const NO_RUN = { results: [], waiting: 0 };
const table = (deadLetters: readonly (typeof OLD)[], beyond = 0) => ({
  ...{ deadLetters, beyond, unreadable: [] },
});

test('the gauges count dead letters, and have the age of the oldest and the use of the quota', () => {
  const status = { used: 159, limit: 200 };
  expect(gaugesOf(status, table([OLD, NEW], 3), { ...NO_RUN, waiting: 1 }, NOW_MS)).toEqual({
    ...{ parked: 5, oldestParkedS: 7_200, waiting: 1, used: 159, limit: 200, usedPercent: 79 },
  });
});

test('the gauges count what waits apart from what needs an operator, until the run parks it', () => {
  const waits = summaryWith('waits', { state: 'waiting', firstSeenAt: '2026-11-01T20:00:00.000Z' });
  const run = { ...NO_RUN, waiting: 1 };
  expect(gaugesOf({}, table([waits, NEW]), run, NOW_MS)).toMatchObject({
    ...{ parked: 1, oldestParkedS: 1, waiting: 1 },
  });
  const results: readonly RedriveResult[] = [{ id: 'waits', outcome: 'parked', code: 'KeyGone' }];
  expect(gaugesOf({}, table([waits]), { ...NO_RUN, results }, NOW_MS)).toMatchObject({
    ...{ parked: 1, oldestParkedS: 14_400, waiting: 0 },
  });
});

test('the gauges leave out what the run has settled', () => {
  const results: readonly RedriveResult[] = [
    { id: 'old', outcome: 'provisioned' },
    { id: 'new', outcome: 'parked', code: 'KeyDisabled' },
  ];
  expect(gaugesOf({}, table([OLD, NEW]), { ...NO_RUN, results }, NOW_MS)).toMatchObject({
    ...{ parked: 1, oldestParkedS: 1, letters: { provisioned: 1, parked: 1 } },
  });
});

test.each<[string, object, object]>([
  ['a quota without a limit', { used: 3 }, { used: 3 }],
  ['a quota of no keys', { used: 0, limit: 0 }, { used: 0, limit: 0 }],
])('the gauges have no percent of %s', (_, status, expected) => {
  expect(gaugesOf(status, table([]), NO_RUN, NOW_MS)).toEqual({
    parked: 0,
    waiting: 0,
    ...expected,
  });
});

test.each([
  ['a date that does not exist', '2026-13-41T00:00:00Z', undefined],
  ['tomorrow', '2026-11-03T00:00:00Z', 0],
])('the gauges are valid when a dead letter was first seen on %s', (_, firstSeenAt, age) => {
  const gauges = gaugesOf({}, table([deadLetterAt('odd', firstSeenAt)]), NO_RUN, NOW_MS);
  expect(gauges.oldestParkedS).toBe(age);
});
