import { describe, expect, test } from 'vitest';
import { mergeDeadLetter } from '../../shared/dead-letters/dead-letter.ts';
import { namesOf } from '../../shared/dead-letters/redrive-result.ts';
import { readDeadLetterTable } from '../../shared/dead-letters/table.ts';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { operatorWorld } from '../world/operator-world.ts';

const EARLY = '2026-11-01T12:00:00.000Z';
const LATE = '2026-11-01T13:00:00.000Z';
const LATER = '2026-11-01T14:00:00.000Z';

describe('two versions of a dead letter', () => {
  test('are merged into one, from the first time that it was seen to the last', () => {
    const known = deadLetterWith('a', { firstSeenAt: EARLY, lastSeenAt: LATE });
    const latest = deadLetterWith('a', { firstSeenAt: LATE, lastSeenAt: LATER });
    expect(mergeDeadLetter(known, latest)).toStrictEqual(
      deadLetterWith('a', { attempts: 2, firstSeenAt: EARLY, lastSeenAt: LATER }),
    );
  });

  test('cover the same time, in whichever order the topic has them', () => {
    const known = deadLetterWith('a', { firstSeenAt: LATE, lastSeenAt: LATER });
    const latest = deadLetterWith('a', { firstSeenAt: EARLY, lastSeenAt: LATE });
    expect(mergeDeadLetter(known, latest)).toStrictEqual(
      deadLetterWith('a', { attempts: 2, firstSeenAt: EARLY, lastSeenAt: LATER }),
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
