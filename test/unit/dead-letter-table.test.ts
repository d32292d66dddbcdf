import { describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { readDeadLetterTable } from '../../shared/dead-letters/table.ts';
import type { TopicReader } from '../../shared/topics/topics.ts';
import {
  deadLetterWith,
  summaryWith,
  writeDeadLetters,
  writeRecords,
} from '../world/dead-letters.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';

const tableOf = (world: OperatorWorld) =>
  world.clock.run(readDeadLetterTable(world.operator.records, world.clock.nowMs() + 60_000));

const tableWith = (deadLetters: readonly DeadLetter[]) => {
  const world = operatorWorld();
  writeDeadLetters(world, deadLetters);
  return tableOf(world);
};

/** A topic of many dead letters, without the world's latency. */
const readerOf = (deadLetters: Iterable<DeadLetter>): Pick<TopicReader, 'readAll'> => ({
  readAll: async (_topic, onPage) => {
    for (const deadLetter of deadLetters) {
      const { id, recordKey: key = id } = deadLetter;
      const value = JSON.stringify(deadLetter);
      onPage([{ partition: 0, offset: 0, key, value, timestampMs: 0 }]);
    }
    return new Map();
  },
});

describe('the table of dead letters', () => {
  test('of an empty topic is empty', async () => {
    expect(await tableWith([])).toEqual({
      ...{ deadLetters: [], beyond: 0, unreadable: [] },
      ...{ versions: new Map(), position: new Map() },
    });
  });

  test('has all fields of a dead letter but its sentences and its text', async () => {
    const identity = { requestId: 'r-1', tenantId: 'acme', keyName: 'main', fingerprint: 'print' };
    const deadLetter = deadLetterWith('a', {
      kmsRequestId: 'kms-1',
      keyId: 'k-1',
      identity,
      text: 'four',
    });
    const { deadLetters } = await tableWith([deadLetter]);
    expect(deadLetters).toEqual([
      {
        id: 'a',
        state: 'parked',
        code: 'KeyDisabled',
        stage: 'create',
        attempts: 1,
        firstSeenAt: '2026-11-01T12:00:00.000Z',
        lastSeenAt: '2026-11-01T12:00:00.000Z',
        redrives: 0,
        kmsRequestId: 'kms-1',
        keyId: 'k-1',
        identity,
        source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
        isCut: false,
        textLength: 4,
      },
    ]);
  });

  test('marks dead letters that are cut', async () => {
    const cut = { bytes: 200_000, sha256: 'x'.repeat(43) };
    const { deadLetters } = await tableWith([deadLetterWith('a', { cut })]);
    expect(deadLetters).toMatchObject([{ isCut: true }]);
  });

  test.each<[string, Partial<DeadLetter>, 'waiting' | 'parked']>([
    ['a whole text', { text: '{}' }, 'waiting'],
    ['a text as long as the largest request', { text: 'x'.repeat(32_768) }, 'waiting'],
    ['a longer text', { text: 'x'.repeat(32_769) }, 'parked'],
    ['a text that is cut', { cut: { bytes: 200_000, sha256: 'x'.repeat(43) } }, 'parked'],
    ['an unproven sender', { code: 'SignatureInvalid', stage: 'parse' }, 'parked'],
  ])('has what says that it waits, with %s, in the right state', async (_, fields, state) => {
    const code = 'LimitExceeded.CmkLimitExceeded';
    const waits = deadLetterWith('a', { state: 'waiting', code, ...fields });
    const { state: __, ...earlier } = deadLetterWith('b', { code, ...fields });
    const { deadLetters } = await tableWith([waits, earlier]);
    expect(deadLetters).toMatchObject([{ state }, { state }]);
  });

  test('shortens the long key of a message that is not a dead letter', async () => {
    const world = operatorWorld();
    writeRecords(world, [
      ['k'.repeat(100_000), 'hello'],
      ['l'.repeat(100_000), 'hello'],
      ['l'.repeat(100_000), null],
    ]);
    expect(await tableOf(world)).toMatchObject({ unreadable: ['k'.repeat(64)] });
  });

  test('is in order of the first parking, then of the ids', async () => {
    const at = (id: string, firstSeenAt: string) => deadLetterWith(id, { firstSeenAt });
    const { deadLetters } = await tableWith([
      at('d', '2026-11-01T12:00:00.002Z'),
      at('c', '2026-11-01T12:00:00.001Z'),
      at('a', '2026-11-01T12:00:00.002Z'),
      at('b', '2026-11-01T12:00:00.010Z'),
    ]);
    expect(deadLetters.map(({ id }) => id)).toEqual(['c', 'a', 'd', 'b']);
  });

  test('merges all records of a dead letter, and adds up their totals', async () => {
    const { deadLetters } = await tableWith([
      deadLetterWith('a', {
        ...{ recordKey: 'a/1', attempts: 2, keyId: 'k-1' },
        firstSeenAt: '2026-11-01T12:00:00.000Z',
      }),
      deadLetterWith('a', {
        recordKey: 'a/2',
        ...{ attempts: 5, code: 'InternalError', stage: 'tag' },
        firstSeenAt: '2026-11-01T13:00:00.000Z',
        lastSeenAt: '2026-11-01T13:00:00.000Z',
      }),
    ]);
    expect(deadLetters).toEqual([
      summaryWith('a', {
        ...{ attempts: 7, code: 'InternalError', stage: 'tag', keyId: 'k-1' },
        firstSeenAt: '2026-11-01T12:00:00.000Z',
        lastSeenAt: '2026-11-01T13:00:00.000Z',
      }),
    ]);
  });

  test.each([
    ['a redrive, which has the totals of what it removed', [[6, 1]], 6, 1],
    [
      'two redrives at once',
      [
        [6, 1],
        [7, 1],
      ],
      7,
      1,
    ],
    [
      'a redrive and live traffic after it',
      [
        [6, 1],
        [2, 0],
      ],
      8,
      1,
    ],
    [
      'live traffic beside a redrive',
      [
        [5, 0],
        [6, 1],
      ],
      11,
      1,
    ],
  ] as const)('counts attempts and redrives after %s', async (_, parkings, attempts, redrives) => {
    const { deadLetters } = await tableWith(
      parkings.map(([made, times], index) =>
        deadLetterWith('a', { recordKey: `a/${index}`, attempts: made, redrives: times }),
      ),
    );
    expect(deadLetters).toMatchObject([{ attempts, redrives }]);
  });

  test('drops a dead letter that is settled, and starts again when its request is parked again', async () => {
    const world = operatorWorld();
    writeDeadLetters(world, [
      deadLetterWith('a', { attempts: 5, redrives: 3 }),
      deadLetterWith('b'),
    ]);
    writeRecords(world, [['a', null]]);
    expect((await tableOf(world)).deadLetters).toEqual([summaryWith('b')]);
    writeDeadLetters(world, [deadLetterWith('a')]);
    expect((await tableOf(world)).deadLetters).toEqual([summaryWith('a'), summaryWith('b')]);
  });

  test('lists the keys of messages that are not our dead letters', async () => {
    const world = operatorWorld();
    const ours = JSON.stringify(deadLetterWith('a'));
    const later = JSON.stringify({ ...deadLetterWith('stage'), stage: 'of a later release' });
    writeRecords(world, [
      ...([
        ['a', ours],
        ['text', 'hello'],
        ['list', '[]'],
        ['null', 'null'],
      ] as const),
      ...([
        ['other', ours],
        ['stage', later],
        [null, ours],
        ['', '{}'],
      ] as const),
    ]);
    expect(await tableOf(world)).toMatchObject({
      deadLetters: [summaryWith('a')],
      beyond: 0,
      unreadable: ['text', 'list', 'null', 'other', 'stage', '0/6', ''],
    });
  });

  test('goes by the last message of a key, even if it is not a dead letter', async () => {
    const world = operatorWorld();
    writeDeadLetters(world, [deadLetterWith('a'), deadLetterWith('b')]);
    writeRecords(world, [
      ['a', 'hello'],
      ['b', 'hello'],
      ['c', 'hello'],
      ['c', null],
    ]);
    writeDeadLetters(world, [deadLetterWith('b')]);
    expect(await tableOf(world)).toMatchObject({
      deadLetters: [summaryWith('b')],
      beyond: 0,
      unreadable: ['a'],
    });
  });

  test('passes over the records of causes, which are about no dead letter', async () => {
    const world = operatorWorld();
    writeDeadLetters(world, [deadLetterWith('a')]);
    writeRecords(world, [['cause:InternalError', '{"cause":"InternalError"}']]);
    expect(await tableOf(world)).toMatchObject({
      ...{ deadLetters: [summaryWith('a')], unreadable: [] },
    });
  });

  test('lists at most a hundred of those keys', async () => {
    const world = operatorWorld();
    writeRecords(
      world,
      Array.from({ length: 150 }, (_, index) => [`k-${index}`, 'hello']),
    );
    expect((await tableOf(world)).unreadable).toHaveLength(100);
  });

  test('holds 50,000 dead letters, counts the others, and still merges records (P9)', async () => {
    function* parkings() {
      for (let index = 0; index < 50_003; index += 1) yield deadLetterWith(`l-${index}`);
      yield deadLetterWith('l-7', { recordKey: 'l-7/2', attempts: 4 });
    }
    const table = await readDeadLetterTable(readerOf(parkings()), 1_000);
    expect(table.deadLetters).toHaveLength(50_000);
    expect(table.beyond).toBe(3);
    expect(table.deadLetters.find(({ id }) => id === 'l-7')?.attempts).toBe(5);
  });

  test('throws when the topic cannot be read to its end', async () => {
    const world = operatorWorld();
    writeDeadLetters(
      world,
      Array.from({ length: 120 }, (_, index) => deadLetterWith(`l-${index}`)),
    );
    world.fail('topics:read:key-dead-letters', { http: 503 });
    await expect(tableOf(world)).rejects.toMatchObject({ code: 'TopicsUnavailable' });
  });
});
