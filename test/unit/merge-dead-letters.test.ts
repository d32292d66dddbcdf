import { describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { retryRecordKey } from '../../shared/dead-letters/record-key.ts';
import {
  deadLetterRecordOf,
  NO_RECORDS,
  type RecordKeys,
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
    const [one, other] = [records, [...records].reverse()].map(
      (each) => versionOf({ ...NO_RECORDS, records: each })?.summary,
    );
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

  test('were sent in again when the last of them was, whatever else came since', () => {
    const sent = (seenAt: string, sentAt?: string) =>
      deadLetterWith('a', {
        recordKey: `a/${seenAt}${sentAt}`,
        lastSeenAt: seenAt,
        ...(sentAt && { sentAt }),
      });
    const summaryOfAll = (...deadLetters: readonly DeadLetter[]) => {
      const records = deadLetters.map((each) =>
        deadLetterRecordOf(each, { ...PLACE, offset: 0, value: '' }, undefined),
      );
      return versionOf({ ...NO_RECORDS, records })?.summary;
    };
    expect(summaryOfAll(sent(EARLY, LATE), sent(LATER), sent(LATE, EARLY))).toMatchObject({
      ...{ sentAt: LATE, lastSeenAt: LATER },
    });
    expect(summaryOfAll(sent(EARLY), sent(LATE))).not.toHaveProperty('sentAt');
  });

  test('that a retry wrote have the attempts of those before, and count once', () => {
    const retried = (attempts: number, keyId?: string) =>
      live('', LATE, {
        ...{ attempts, ...(keyId && { keyId }) },
        recordKey: retryRecordKey('a', { redrives: 0, ...(keyId && { keyId }) }),
      });
    const delivered = live('1', EARLY, { attempts: 2 });
    expect(totalsOfAll(retried(4), retried(5, 'k-1'), delivered)).toMatchObject({ attempts: 7 });
  });

  /** What is known after these records came, with room for three and for the keys of two more. */
  function knownAfter(...deadLetters: readonly DeadLetter[]) {
    return deadLetters.reduce((known, each) => {
      const added = deadLetterRecordOf(each, { ...PLACE, offset: 0, value: '' }, undefined);
      return recordsAfter(known, added.recordKey, added, { recordsMax: 3, otherKeysMax: 2 });
    }, NO_RECORDS);
  }

  const keyed = live('keyed', EARLY, { keyId: 'k-1' });
  const redriven = live('redriven', EARLY, { redrives: 1 });
  const [one, two, three, four] = ['1', '2', '3', '4'].map((name) => live(name, LATE)) as [
    DeadLetter,
    DeadLetter,
    DeadLetter,
    DeadLetter,
  ];
  const named = ({ recordKeys, keptKeys }: RecordKeys) => ({ recordKeys, keptKeys });

  test('of which only the keys are remembered are removed too', () => {
    const version = versionOf(knownAfter(one, keyed, two, redriven, three));
    expect(named(version as RecordKeys)).toEqual({
      recordKeys: ['a/1', 'a/keyed', 'a/redriven', 'a/2', 'a/3'],
      keptKeys: [],
    });
  });

  test('that say most stay while the topic may have others that are not known', () => {
    const version = versionOf(knownAfter(one, keyed, two, redriven, three, four));
    expect(named(version as RecordKeys)).toEqual({
      recordKeys: ['a/1', 'a/keyed', 'a/redriven', 'a/2', 'a/3'],
      keptKeys: ['a/keyed', 'a/redriven'],
    });
  });

  test('say it with one record that stays, if it says both', () => {
    const both = live('both', EARLY, { keyId: 'k-1', redrives: 3 });
    const version = versionOf(knownAfter(one, both, redriven, two, three, four));
    expect(version?.keptKeys).toEqual(['a/both']);
  });

  test('all go if none of them says anything that another may lack', () => {
    const five = live('5', LATE);
    expect(versionOf(knownAfter(one, two, three, four, five, keyed))?.keptKeys).toEqual([
      'a/keyed',
    ]);
    const six = live('6', LATE);
    expect(versionOf(knownAfter(one, two, three, four, five, six))?.keptKeys).toEqual([]);
  });

  test('of which the key alone is known are known again when their delivery is repeated', () => {
    const known = knownAfter(keyed, redriven, one, two);
    expect(known.otherKeys).toEqual(['a/2']);
    const added = deadLetterRecordOf(two, { ...PLACE, offset: 9, value: '' }, undefined);
    const room = recordsAfter(known, 'a/1');
    expect(recordsAfter(room, 'a/2', added)).toMatchObject({
      records: [{ recordKey: 'a/keyed' }, { recordKey: 'a/redriven' }, { recordKey: 'a/2' }],
      otherKeys: [],
    });
    expect(recordsAfter(known, 'a/2').otherKeys).toEqual([]);
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
        ...{
          id: 'a',
          state: 'parked',
          code: 'KeyDisabled',
          stage: 'create',
          attempts: 1,
          redrives: 0,
        },
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
