import { describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { readDeadLetterTable } from '../../shared/dead-letters/table.ts';
import { deadLettersInOrder } from '../../shared/dead-letters/texts.ts';
import type { TopicReader } from '../../shared/topics/topics.ts';
import { countedReader } from '../world/counted-reader.ts';
import { deadLetterWith, writeDeadLetters, writeRecords } from '../world/dead-letters.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';

type Meanwhile = {
  /** Happens after the table was read. */
  readonly afterTable?: () => void;
  /** Happens after what is new was read, and before the texts are. */
  readonly beforeTexts?: () => void;
  /** Offsets that compaction has removed by the time at which the texts are read. */
  readonly removed?: readonly number[];
};

/** Reads the table, and then the texts of its dead letters. */
async function textsOf(world: OperatorWorld, meanwhile: Meanwhile = {}) {
  const { clock, operator } = world;
  const { afterTable, beforeTexts, removed = [] } = meanwhile;
  let isFirst = true;
  const records: TopicReader = {
    ...operator.records,
    readAt: (topic, places, onPage, deadlineMs) => {
      if (isFirst) beforeTexts?.();
      isFirst = false;
      const left = places.filter(({ offset }) => !removed.includes(offset));
      return operator.records.readAt(topic, left, onPage, deadlineMs);
    },
  };
  const deadlineMs = clock.nowMs() + 60_000;
  const table = await clock.run(readDeadLetterTable(records, deadlineMs));
  afterTable?.();
  const read: DeadLetter[] = [];
  const reading = async () => {
    for await (const { deadLetter } of deadLettersInOrder(table, records, deadlineMs))
      read.push(deadLetter);
  };
  await clock.run(reading());
  return read;
}

function worldWith(deadLetters: readonly DeadLetter[]): OperatorWorld {
  const world = operatorWorld();
  writeDeadLetters(world, deadLetters);
  return world;
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    deadLetterWith(`l-${String(index).padStart(4, '0')}`),
  );

describe('the texts of dead letters', () => {
  test('are read in the order of the table, with the totals of all records', async () => {
    const world = worldWith([
      deadLetterWith('b', { recordKey: 'b/1', text: 'first', keyId: 'k-1' }),
      ...[deadLetterWith('c'), deadLetterWith('a')],
      deadLetterWith('b', { recordKey: 'b/2', text: 'second' }),
    ]);
    writeRecords(world, [['c', null]]);
    expect(await textsOf(world)).toEqual([
      deadLetterWith('a'),
      deadLetterWith('b', { recordKey: 'b/2', text: 'second', attempts: 2, keyId: 'k-1' }),
    ]);
  });

  test('are the latest when a dead letter is parked again after the table was read', async () => {
    const world = worldWith([
      deadLetterWith('a', { recordKey: 'a/1', text: 'first', attempts: 3 }),
    ]);
    const afterTable = () =>
      writeDeadLetters(world, [
        deadLetterWith('a', { recordKey: 'a/2', text: 'second', attempts: 2 }),
      ]);
    expect(await textsOf(world, { afterTable })).toEqual([
      deadLetterWith('a', { recordKey: 'a/2', text: 'second', attempts: 5 }),
    ]);
  });

  test('are left out when a dead letter is settled after the table was read', async () => {
    const world = worldWith([deadLetterWith('a'), deadLetterWith('b')]);
    const afterTable = () => writeRecords(world, [['a', null]]);
    expect(await textsOf(world, { afterTable })).toEqual([deadLetterWith('b')]);
  });

  test('have only the new totals when it is settled and then parked again', async () => {
    const world = worldWith([deadLetterWith('a', { attempts: 9 })]);
    const again = deadLetterWith('a', { text: 'again', attempts: 1 });
    const afterTable = () => {
      writeRecords(world, [['a', null]]);
      writeDeadLetters(world, [again]);
    };
    expect(await textsOf(world, { afterTable })).toEqual([again]);
  });

  test('are left out when another program overwrites the dead letter', async () => {
    const world = worldWith([deadLetterWith('a')]);
    const afterTable = () => writeRecords(world, [['a', 'hello']]);
    expect(await textsOf(world, { afterTable })).toEqual([]);
  });

  test('do not include dead letters that are parked after the table was read', async () => {
    const world = worldWith([deadLetterWith('a')]);
    const afterTable = () => writeDeadLetters(world, [deadLetterWith('b')]);
    expect(await textsOf(world, { afterTable })).toEqual([deadLetterWith('a')]);
  });

  test('of later dead letters include what was noticed with the first ones', async () => {
    const world = worldWith(numbered(250));
    const afterTable = () =>
      writeRecords(world, [
        ['l-0000', null],
        ['l-0249', null],
      ]);
    const read = await textsOf(world, { afterTable });
    expect(read.map(({ id }) => id)).toEqual(
      numbered(249)
        .map(({ id }) => id)
        .slice(1),
    );
  });

  test('are looked for again when compaction removes a record before it is read', async () => {
    const world = worldWith([deadLetterWith('a', { text: 'first' }), deadLetterWith('b')]);
    const beforeTexts = () => writeDeadLetters(world, [deadLetterWith('a', { text: 'second' })]);
    expect(await textsOf(world, { beforeTexts, removed: [0] })).toEqual([
      deadLetterWith('a', { text: 'second' }),
      deadLetterWith('b'),
    ]);
  });

  test('are left out when compaction removes the record of a settled one', async () => {
    const world = worldWith([deadLetterWith('a'), deadLetterWith('b')]);
    const beforeTexts = () => writeRecords(world, [['a', null]]);
    expect(await textsOf(world, { beforeTexts, removed: [0] })).toEqual([deadLetterWith('b')]);
  });

  test('are left out when a record is gone and nothing newer is there', async () => {
    const world = worldWith([deadLetterWith('a'), deadLetterWith('b')]);
    expect(await textsOf(world, { removed: [1] })).toEqual([deadLetterWith('a')]);
  });

  test('are left out when the topic was created anew and has other records there', async () => {
    const world = worldWith([deadLetterWith('a'), deadLetterWith('b')]);
    const afterTable = () => {
      world.machine.topics.clear();
      writeDeadLetters(world, [deadLetterWith('c'), deadLetterWith('b', { text: 'newer' })]);
    };
    const read = await textsOf(world, { afterTable });
    expect(read.map(({ id }) => id)).toEqual(['b']);
  });

  test('are read without reading the topic again', async () => {
    const world = worldWith(numbered(350));
    const counted = countedReader(world.operator.records);
    const texts = await textsOf({ ...world, operator: { ...world.operator, records: counted } });
    expect(texts).toHaveLength(350);
    expect(new Set(counted.counts.values())).toEqual(new Set([2]));
  });

  test.each([
    ['a hundred dead letters', 201, 2, [100, 100, 1]],
    ['eight million characters', 7, 3_000_000, [2, 2, 2, 1]],
    ['exactly eight million characters', 3, 4_000_000, [2, 1]],
    ['one dead letter, however long', 3, 9_000_000, [1, 1, 1]],
  ])('are read %s at a time (P9)', async (_, count, textLength, counts) => {
    const world = worldWith(numbered(count));
    const { clock, operator } = world;
    const asked: number[] = [];
    const records: TopicReader = {
      ...operator.records,
      readAt: (topic, places, ...others) => {
        asked.push(places.length);
        return operator.records.readAt(topic, places, ...others);
      },
    };
    const table = await clock.run(readDeadLetterTable(records, 60_000));
    const deadLetters = table.deadLetters.map((summary) => ({ ...summary, textLength }));
    const ids: string[] = [];
    const reading = async () => {
      const selection = { ...table, deadLetters };
      for await (const { deadLetter } of deadLettersInOrder(selection, records, 60_000))
        ids.push(deadLetter.id);
    };
    await clock.run(reading());
    expect(asked).toEqual(counts);
    expect(ids).toEqual(numbered(count).map(({ id }) => id));
  });
});
