import { describe, expect, test } from 'vitest';
import type { Selection } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { type Progress, selectDeadLetters } from '../../shared/dead-letters/selection.ts';
import { summaryWith } from '../world/dead-letters.ts';

/** 12:00 UTC on 1 November 2026. */
const NOON_MS = 1_793_534_400_000;

const seen = (time: string) => {
  const at = `2026-11-01T${time}.000Z`;
  return { firstSeenAt: at, lastSeenAt: at };
};

const owned = (tenantId: string) => ({ identity: { requestId: 'r-1', tenantId } });

const DEAD_LETTERS = [
  summaryWith('aaa1', { ...seen('08:00:00'), ...owned('acme'), code: 'KeyDisabled' }),
  summaryWith('aab2', { ...seen('09:00:00'), code: 'RequestUnreadable', stage: 'parse' }),
  summaryWith('bbb3', {
    ...{ ...seen('10:00:00'), ...owned('acme') },
    ...{ code: 'LimitExceeded.CmkLimitExceeded', stage: 'create', state: 'parked' },
  }),
  summaryWith('ccc4', {
    ...{ ...seen('11:00:00'), ...owned('acme-eu') },
    ...{ code: 'LimitExceeded', state: 'parked' },
  }),
  summaryWith('ddd5', {
    ...{ ...seen('11:59:30'), code: 'LimitExceededNot', stage: 'tag', state: 'parked' },
  }),
  summaryWith('eee6', { ...seen('11:59:40'), code: 'LimitExceeded', state: 'waiting' }),
];

const ALL_OF_CREATE = ['aaa1', 'bbb3', 'ccc4', 'eee6'];

const select = (selection: Selection, progress?: Progress) => {
  const selected = selectDeadLetters(DEAD_LETTERS, selection, NOON_MS, progress);
  return 'refused' in selected ? selected.refused : selected.deadLetters.map(({ id }) => id);
};

describe('a selection of dead letters', () => {
  test.each<[string, Selection, readonly string[]]>([
    ['without a criterion', {}, ['aaa1', 'aab2', 'bbb3', 'ccc4', 'ddd5']],
    ['of all', { all: true }, ['aaa1', 'aab2', 'bbb3', 'ccc4', 'ddd5']],
    ['of all, with another criterion', { all: true, tenantId: 'acme' }, ['aaa1', 'bbb3']],
    ['by a code', { codes: ['KeyDisabled'] }, ['aaa1']],
    ['by a family of codes', { codes: ['LimitExceeded'] }, ['bbb3', 'ccc4']],
    ['by several codes', { codes: ['KeyDisabled', 'RequestUnreadable'] }, ['aaa1', 'aab2']],
    ['by a code that does not occur', { codes: ['Limit'] }, []],
    ['by tenant', { tenantId: 'acme' }, ['aaa1', 'bbb3']],
    ['by stages', { stages: ['parse', 'tag'] }, ['aab2', 'ddd5']],
    ['by ids, in the order of the table', { ids: ['ccc4', 'aaa1'] }, ['aaa1', 'ccc4']],
    ['by prefixes of ids', { ids: ['c', 'aab'] }, ['aab2', 'ccc4']],
    ['by the same id twice', { ids: ['c', 'ccc4'] }, ['ccc4']],
    ['by age, to the second', { olderThanS: 3_600 }, ['aaa1', 'aab2', 'bbb3', 'ccc4']],
    ['by an age that is not reached', { olderThanS: 3_601 }, ['aaa1', 'aab2', 'bbb3']],
    ['by the largest age', { olderThanS: 1_000_000_000 }, []],
    ['by the state waiting', { states: ['waiting'] }, ['eee6']],
    [
      'by both states',
      { states: ['waiting', 'parked'], stages: ['create'], limit: 9 },
      ALL_OF_CREATE,
    ],
    ['by an id, in any state', { ids: ['eee6'] }, ['eee6']],
    ['by an id in another state', { ids: ['eee6'], states: ['parked'] }, []],
    ['by a limit', { limit: 2 }, ['aaa1', 'aab2']],
    ['by several criteria', { tenantId: 'acme', codes: ['LimitExceeded'], limit: 1 }, ['bbb3']],
  ])('%s has the dead letters that match', (_, selection, ids) => {
    expect(select(selection)).toEqual(ids);
  });

  test('counts all that match without the limit, in total and by code', () => {
    expect(selectDeadLetters(DEAD_LETTERS, { limit: 1 }, NOON_MS)).toMatchObject({
      total: 5,
      counts: {
        KeyDisabled: 1,
        RequestUnreadable: 1,
        'LimitExceeded.CmkLimitExceeded': 1,
        LimitExceeded: 1,
        LimitExceededNot: 1,
      },
    });
  });

  test('counts a code that has the name of an inherited property', () => {
    const deadLetters = [summaryWith('a', { code: 'constructor', state: 'parked' })];
    expect(selectDeadLetters(deadLetters, {}, NOON_MS)).toMatchObject({
      counts: { constructor: 1 },
    });
  });

  test('by an id that is a prefix of another means the exact match', () => {
    const deadLetters = [summaryWith('abc'), summaryWith('ab'), summaryWith('abd')];
    expect(selectDeadLetters(deadLetters, { ids: ['ab'] }, NOON_MS)).toMatchObject({
      deadLetters: [{ id: 'ab' }],
    });
  });

  test('by ids that match none or several is refused, with a sentence for each', () => {
    expect(select({ ids: ['aa', 'ccc4', 'zzz'] })).toEqual({
      code: 'CommandInvalid',
      detail:
        '2 dead letters have ids that begin with aa; give more characters. No unsettled dead letter has the id zzz.',
    });
  });

  test('by many unknown ids is refused with the first twenty', () => {
    const ids = Array.from({ length: 25 }, (_, index) => `z${index}`);
    const { detail } = select({ ids }) as { detail: string };
    expect(detail).toContain('has the id z19.');
    expect(detail).not.toContain('has the id z20.');
    expect(detail).toMatch(/ There are 5 more problems\.$/);
  });
});

describe('a redrive that continues', () => {
  test('leaves out what was parked since it began', () => {
    expect(select({ all: true }, { startedAt: '2026-11-01T11:00:00.000Z' })).toEqual([
      'aaa1',
      'aab2',
      'bbb3',
    ]);
  });

  test('leaves out what has been tried without a result', () => {
    expect(select({ all: true }, { after: '2026-11-01T10:00:00.000Z bbb3' })).toEqual([
      'ccc4',
      'ddd5',
    ]);
  });

  test.each<[string, Progress]>([
    ['when it began', { startedAt: '2026-11-01T12:00:00.000Z' }],
    ['what has been tried', { after: '2026-11-01T08:00:00.000Z aaa1' }],
  ])('accepts the ids of dead letters that it has settled, if it knows %s', (_, progress) => {
    expect(select({ ids: ['gone', 'ccc4'] }, progress)).toEqual(['ccc4']);
  });
});
