import { describe, expect, test } from 'vitest';
import { inTurn, longestUntriedFirst } from '../../shared/retry-queue/turns.ts';
import { entryWith, NOW_MS } from '../world/queue-entries.ts';

const of = (tenant: string, ...ages: readonly number[]) =>
  ages.map((age) => entryWith(`${tenant}-${age}`, { tenant, firstSeenMs: NOW_MS - age }));

const chosen = (due: ReturnType<typeof of>, countMax: number, after?: string) =>
  inTurn(due, countMax, after).map(({ id }) => id);

describe('tenants in turn', () => {
  const due = [...of('b', 1, 3, 2), ...of('a', 9), ...of('c', 5, 6)];

  test('have one request each before anybody has two, and their oldest first', () => {
    expect(chosen(due, 10)).toEqual(['a-9', 'b-3', 'c-6', 'b-2', 'c-5', 'b-1']);
  });

  test.each([
    ['a', ['b-3', 'c-6']],
    ['aa', ['b-3', 'c-6']],
    ['b', ['c-6', 'a-9']],
    ['c', ['a-9', 'b-3']],
    ['z', ['a-9', 'b-3']],
  ])('go on after %s, who had the last turn', (after, ids) => {
    expect(chosen(due, 2, after)).toEqual(ids);
  });

  test('are each in turn once, whoever begins', () => {
    expect(chosen(due, 10, 'a')).toEqual(['b-3', 'c-6', 'a-9', 'b-2', 'c-5', 'b-1']);
    expect(chosen([...of('a', 1), ...of('1', 1)], 10)).toEqual(['1-1', 'a-1']);
  });

  test('of the same time are in the order of their ids, and one without a time is last', () => {
    const same = [entryWith('y'), entryWith('x'), entryWith('w', { firstSeenMs: Number.NaN })];
    expect(chosen(same, 3)).toEqual(['x', 'y', 'w']);
  });

  test('are none if there is no room, or nothing is due', () => {
    expect(chosen(due, 0)).toEqual([]);
    expect(chosen([], 3, 'a')).toEqual([]);
  });
});

test('a trial is one that was neither sent nor has failed for the longest time', () => {
  const tried = [
    entryWith('failed', { firstSeenMs: NOW_MS - 9, lastSeenMs: NOW_MS - 2 }),
    entryWith('sent', { firstSeenMs: NOW_MS - 8, lastSeenMs: NOW_MS - 5, sentMs: NOW_MS - 1 }),
    entryWith('rested', { firstSeenMs: NOW_MS - 6, lastSeenMs: NOW_MS - 4 }),
    entryWith('older', { firstSeenMs: NOW_MS - 7, lastSeenMs: NOW_MS - 4 }),
    entryWith('timeless', { lastSeenMs: Number.NaN }),
  ];
  const ids = inTurn(tried, 9, '', longestUntriedFirst).map(({ id }) => id);
  expect(ids).toEqual(['timeless', 'older', 'rested', 'failed', 'sent']);
});
