import { describe, expect, test } from 'vitest';
import { TABLE_CAPACITY } from '../../shared/dead-letters/bounded-records.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { signDeadLetter, type Trust } from '../../shared/dead-letters/signature.ts';
import { readDeadLetterTable } from '../../shared/dead-letters/table.ts';
import type { TopicReader } from '../../shared/topics/topics.ts';
import { deadLetterWith } from '../world/dead-letters.ts';
import { MARKER_KEYS } from '../world/machine-ports.ts';

const TABLE_SIZE_MAX = 100;

const CAPACITY = { ...TABLE_CAPACITY, sizeMax: TABLE_SIZE_MAX };

const UNPROVEN = { code: 'SignatureMissing', stage: 'parse' } as const;

/** The table of a topic with `count` unproven dead letters, and the others after them. */
async function tableOf(
  unproven: Partial<DeadLetter>,
  count: number,
  others: readonly (DeadLetter | string)[],
  trust?: Trust,
) {
  const values = [
    ...Array.from({ length: count }, (_, index) => deadLetterWith(`u-${index}`, unproven)),
    ...others,
  ];
  const records = values.map((value) =>
    typeof value === 'string'
      ? { key: value, value: null }
      : { key: value.recordKey ?? value.id, value: JSON.stringify(value) },
  );
  const place = { partition: 0, offset: 0, timestampMs: 0 };
  const page = records.map((record) => ({ ...record, ...place }));
  const readAll: TopicReader['readAll'] = async (_, onPage) => {
    onPage(page);
    return new Map();
  };
  const table = await readDeadLetterTable({ readAll }, 1_000, trust, CAPACITY);
  const ids = new Set(table.deadLetters.map(({ id }) => id));
  return { beyond: table.beyond, count: ids.size, has: (id: string) => ids.has(id) };
}

describe('a full table of dead letters', () => {
  test.each<[string, Partial<DeadLetter>, Trust?]>([
    ['of an unsigned message', UNPROVEN],
    ['without our signature', {}, { keys: MARKER_KEYS, isRequired: true }],
  ])('drops dead letters %s for others, oldest first', async (_, unproven, trust) => {
    const real = ['a', 'b'].map((id) => signDeadLetter(deadLetterWith(id), MARKER_KEYS));
    const table = await tableOf(unproven, TABLE_SIZE_MAX, real, trust);
    expect(table).toMatchObject({ beyond: 2, count: TABLE_SIZE_MAX });
    expect(['a', 'b', 'u-0', 'u-1', 'u-2'].map(table.has)).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  test('accepts no other unproven one', async () => {
    const table = await tableOf(UNPROVEN, TABLE_SIZE_MAX, [deadLetterWith('u-new', UNPROVEN)]);
    expect(table).toMatchObject({ beyond: 1, count: TABLE_SIZE_MAX });
    expect(['u-0', 'u-new'].map(table.has)).toEqual([true, false]);
  });

  test('keeps one that was proven later, and first uses the room of one that was settled', async () => {
    const others = [deadLetterWith('u-0'), 'u-1', deadLetterWith('a'), deadLetterWith('b')];
    const table = await tableOf(UNPROVEN, TABLE_SIZE_MAX, others);
    expect(table).toMatchObject({ beyond: 1, count: TABLE_SIZE_MAX });
    expect(['u-0', 'u-1', 'u-2', 'a', 'b'].map(table.has)).toEqual([
      true,
      false,
      false,
      true,
      true,
    ]);
  });

  test('takes no later record of one that was left out, even if there is room', async () => {
    const keyed = deadLetterWith('a', { recordKey: 'a/1', keyId: 'k-1' });
    const table = await tableOf({}, TABLE_SIZE_MAX, [
      ...[keyed, 'u-0', 'u-1', deadLetterWith('a', { recordKey: 'a/2' }), deadLetterWith('b')],
    ]);
    expect(table).toMatchObject({ beyond: 1, count: TABLE_SIZE_MAX - 1 });
    expect(['a', 'b'].map(table.has)).toEqual([false, true]);
  });

  test('takes no later record of one that gave way', async () => {
    const table = await tableOf(UNPROVEN, TABLE_SIZE_MAX, [
      ...[deadLetterWith('a'), 'u-7', deadLetterWith('u-0')],
    ]);
    expect(table).toMatchObject({ beyond: 1, count: TABLE_SIZE_MAX - 1 });
    expect(['a', 'u-0'].map(table.has)).toEqual([true, false]);
  });
});
