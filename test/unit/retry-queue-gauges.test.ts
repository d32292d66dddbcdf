import { describe, expect, test } from 'vitest';
import type { QueueEntry } from '../../shared/retry-queue/entries.ts';
import { healGauges } from '../../shared/retry-queue/gauges.ts';
import { entryWith, MINUTE_MS, NOW_MS } from '../world/queue-entries.ts';

const isBlocked = (tenant: string) => tenant === 'blocked';

const gauges = (entries: readonly QueueEntry[], status = {}, beyond = 0) =>
  healGauges(entries, beyond, status, NOW_MS, isBlocked);

const minutesOld = (minutes: number) => ({ firstSeenMs: NOW_MS - minutes * MINUTE_MS });

describe('the gauges of the retry queue', () => {
  test('of an empty one have no ages and no causes', () => {
    expect(gauges([])).toEqual({ waiting: 0, inFlight: 0, parked: 0 });
  });

  test('count what waits, what of it is on its way, and what is parked or does not fit', () => {
    const entries = [
      entryWith('a', minutesOld(2)),
      entryWith('b', { ...minutesOld(3), sentMs: NOW_MS - MINUTE_MS, cause: 'NoAnswer' }),
      entryWith('c', { ...minutesOld(1), sentMs: NOW_MS - MINUTE_MS, isBack: true }),
      entryWith('d', { ...minutesOld(5), isWaiting: false }),
      entryWith('e', { ...minutesOld(4), isWaiting: false }),
    ];
    expect(gauges(entries, {}, 7)).toEqual({
      ...{ waiting: 3, inFlight: 1, oldestWaitingS: 180, parked: 9, oldestParkedS: 300 },
      causes: { InternalError: 2, NoAnswer: 1 },
    });
  });

  test('have no age of what waits for a tenant that is blocked, which nobody has to look at', () => {
    const entries = [
      entryWith('a', { ...minutesOld(9), tenant: 'blocked' }),
      entryWith('b', minutesOld(1)),
    ];
    expect(gauges(entries)).toMatchObject({ waiting: 2, oldestWaitingS: 60 });
  });

  test.each<[string, Partial<QueueEntry>, number | undefined]>([
    ['none of a date that does not exist', { firstSeenMs: Number.NaN }, undefined],
    ['nothing of one that is yet to come', { firstSeenMs: NOW_MS + 1 }, 0],
    ['whole seconds', { firstSeenMs: NOW_MS - 1_999 }, 1],
  ])('have as age %s', (_, fields, age) => {
    expect(gauges([entryWith('a', fields)]).oldestWaitingS).toBe(age);
  });

  test('name twenty causes, the most frequent first, and count the rest together', () => {
    const codes = Array.from({ length: 20 }, (_, index) => `Code${index}`);
    const entries = [...codes, 'Code7'].map((cause, index) => entryWith(`${index}`, { cause }));
    const named = gauges(entries).causes!;
    expect(Object.keys(named)).toHaveLength(20);
    expect(Object.entries(named)[0]).toEqual(['Code7', 2]);
    const { others } = gauges([...entries, entryWith('x', { cause: 'Code20' })]).causes!;
    expect(others).toBe(1);
  });
});

test.each([
  [{}, {}],
  [{ used: 5 }, { used: 5 }],
  [{ limit: 5 }, { limit: 5 }],
  [
    { used: 0, limit: 0 },
    { used: 0, limit: 0 },
  ],
  [
    { used: 199, limit: 200 },
    { used: 199, limit: 200, usedPercent: 99 },
  ],
])('the gauges of the key quota say what KMS says: %j', (status, expected) => {
  expect(gauges([], status)).toEqual({ waiting: 0, inFlight: 0, parked: 0, ...expected });
});
