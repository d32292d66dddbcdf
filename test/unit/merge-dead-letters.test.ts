import { describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import {
  type DeadLetterRecord,
  deadLetterRecordOf,
  recordsAfter,
  versionOf,
} from '../../shared/dead-letters/records.ts';
import { namesOf } from '../../shared/dead-letters/redrive-result.ts';
import { readDeadLetterTable } from '../../shared/dead-letters/table.ts';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { operatorWorld } from '../world/operator-world.ts';

const EARLY = '2026-11-01T12:00:00.000Z';
const LATE = '2026-11-01T13:00:00.000Z';
const PLACE = { partition: 0, key: 'a', timestampMs: 0 };
const LATER = '2026-11-01T14:00:00.000Z';

describe('the records of a dead letter', () => {
  const live = (name: string, seenAt: string, more: Partial<DeadLetter> = {}) =>
    deadLetterWith('a', {
      recordKey: `a/${name}`,
      firstSeenAt: seenAt,
      lastSeenAt: seenAt,
      ...more,
    });

  /** What the records say in each order. */
  function totalsOfAll(...deadLetters: readonly DeadLetter[]) {
    const records = deadLetters.map((each, offset) =>
      deadLetterRecordOf(each, { ...PLACE, offset, value: JSON.stringify(each) }, undefined),
    );
    const [one, other] = [records, [...records].reverse()].map((each) => versionOf(each)?.summary);
    expect(other).toStrictEqual(one);
    const { attempts, firstSeenAt, lastSeenAt, redrives, keyId, code } = one ?? {};
    return { attempts, firstSeenAt, lastSeenAt, redrives, keyId, code };
  }

  test('add up their attempts, and cover the time from the first to the last', () => {
    expect(totalsOfAll(live('1', LATE), live('2', EARLY), live('3', LATER))).toEqual({
      ...{ attempts: 3, redrives: 0, code: 'KeyDisabled', keyId: undefined },
      ...{ firstSeenAt: EARLY, lastSeenAt: LATER },
    });
  });

  test('know the key that one of them knows, and have the code of the last', () => {
    const known = live('1', EARLY, { keyId: 'k-1' });
    const latest = live('2', LATE, { code: 'KeyPending' });
    expect(totalsOfAll(known, latest)).toMatchObject({ keyId: 'k-1', code: 'KeyPending' });
  });

  test('that two redrives wrote count once, and what was delivered meanwhile is added', () => {
    const first = live('1', LATE, { firstSeenAt: EARLY, attempts: 4, redrives: 2 });
    const second = live('2', LATER, { firstSeenAt: EARLY, attempts: 4, redrives: 2 });
    expect(totalsOfAll(first, second, live('3', LATE, { attempts: 2 }))).toMatchObject({
      ...{ attempts: 6, redrives: 2, firstSeenAt: EARLY },
    });
  });

  test('are remembered up to a hundred: those that say least are left out', () => {
    const keyed = live('keyed', EARLY, { keyId: 'k-1' });
    const redriven = live('redriven', EARLY, { redrives: 1 });
    const all = [keyed, redriven, ...Array.from({ length: 200 }, (_, n) => live(`${n}`, LATE))];
    let records: readonly DeadLetterRecord[] = [];
    for (const each of all) {
      const added = deadLetterRecordOf(each, { ...PLACE, offset: 0, value: '' }, undefined);
      records = recordsAfter(records, added.recordKey, added);
    }
    expect(records).toHaveLength(100);
    expect(records.map(({ recordKey }) => recordKey)).toEqual(
      expect.arrayContaining(['a/keyed', 'a/redriven']),
    );
  });
});

describe('fields that a dead letter lacks are not added', () => {
  test('in the table of dead letters', async () => {
    const world = operatorWorld();
    writeDeadLetters(world, [deadLetterWith('a', { text: 'four' })]);
    const { clock, operator } = world;
    const table = await clock.run(readDeadLetterTable(operator.records, 60_000));
    expect(table.deadLetters).toStrictEqual([
      {
        ...{ id: 'a', code: 'KeyDisabled', stage: 'create', attempts: 1, redrives: 0 },
        ...{ firstSeenAt: EARLY, lastSeenAt: EARLY },
        source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
        ...{ isCut: false, textLength: 4 },
      },
    ]);
  });

  test.each([
    ['no tenant', undefined, {}],
    ['a tenant alone', { requestId: 'r-1', tenantId: 'acme' }, { tenantId: 'acme' }],
    [
      'a tenant and a key',
      { requestId: 'r-1', tenantId: 'acme', keyName: 'main' },
      { tenantId: 'acme', keyName: 'main' },
    ],
  ])('when it names %s', (_, identity, names) => {
    const deadLetter = deadLetterWith('a', identity === undefined ? {} : { identity });
    expect(namesOf(deadLetter)).toStrictEqual(names);
  });
});
