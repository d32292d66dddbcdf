import { describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type {
  DeadLetterList,
  RedriveAnswer,
  RedrivePlans,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import {
  deadLetterWith,
  summaryWith,
  writeDeadLetters,
  writeRecords,
} from '../world/dead-letters.ts';
import { operate, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';

const ALL = { all: true };

function worldWith(deadLetters: readonly DeadLetter[]): OperatorWorld {
  const world = operatorWorld({ switches: { tagsMustExist: false } });
  writeDeadLetters(world, deadLetters);
  return world;
}

/** Dead letters whose ids have six characters and are in ascending order. */
const numbered = (count: number, fields: Partial<DeadLetter> = {}) =>
  Array.from({ length: count }, (_, index) =>
    deadLetterWith(`l-${String(index).padStart(4, '0')}`, fields),
  );

/** A source with which a dead letter takes the given number of characters in a list. */
function sourceFor(length: number): DeadLetter['source'] {
  const source = (messageId: string) => ({ door: 'queue', topic: 't', messageId }) as const;
  const without = JSON.stringify(summaryWith('l-0000', { source: source('') })).length;
  return source('m'.repeat(length - without));
}

describe('a list of dead letters', () => {
  test('holds what fits into four million characters, and not one more', async () => {
    const source = sourceFor(1_000);
    const list = await operate<DeadLetterList>(worldWith(numbered(4_100, { source })), {
      command: 'list',
    });
    expect(list.letters).toHaveLength(4_000);
    expect(list.letters.at(-1)?.id).toBe('l-3999');
    expect(list.total).toBe(4_100);
  });
});

describe('an id that matches no dead letter is refused', () => {
  test.each(['list', 'plan'])('by the command %s', async (command) => {
    const world = worldWith([deadLetterWith('a')]);
    const selection = { ids: ['x'] };
    expect(await operate(world, { command, selection })).toStrictEqual({
      refused: { code: 'CommandInvalid', detail: 'No unsettled dead letter has the id x.' },
    });
  });

  test('and up to twenty of them are named one by one', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `x${index}`);
    const world = worldWith([deadLetterWith('a')]);
    expect(await operate(world, { command: 'list', selection: { ids } })).toStrictEqual({
      refused: {
        code: 'CommandInvalid',
        detail: ids.map((id) => `No unsettled dead letter has the id ${id}.`).join(' '),
      },
    });
  });
});

test('a plan takes as many dead letters as a redrive would', async () => {
  const world = worldWith(numbered(4_010, { redrives: 5 }));
  const { plans, total } = await operate<RedrivePlans>(world, { command: 'plan', selection: ALL });
  expect(plans).toHaveLength(4_000);
  expect(plans.at(-1)).toStrictEqual({
    ...{ id: 'l-3999', outcome: 'refused', code: 'RedrivesExhausted', calls: [] },
  });
  expect(total).toBe(4_010);
});

test('a dead letter that is settled while it is read is not shown', async () => {
  const world = worldWith([deadLetterWith('abc')]);
  const { records } = world.operator;
  const readAll: typeof records.readAll = async (...reading) => {
    const position = await records.readAll(...reading);
    writeRecords(world, [['abc', null]]);
    return position;
  };
  const operator = { ...world.operator, records: { ...records, readAll } };
  expect(await operate(world, { command: 'show', id: 'ab' }, { operator })).toStrictEqual({
    refused: { code: 'CommandInvalid', detail: 'The dead letter abc has just been settled.' },
  });
});

describe('the command that continues a redrive', () => {
  const startedAt = '2026-11-02T00:00:00.000Z';

  test('has the position of the last dead letter that was tried, and selects no others', async () => {
    const world = worldWith(
      numbered(4).map((deadLetter, index) => ({ ...deadLetter, text: requestText(`t-${index}`) })),
    );
    world.fail('CreateKey', { delayMs: 2_900 });
    const command = { command: 'redrive', selection: ALL } as const;
    const answer = await operate<RedriveAnswer>(world, command, { timeMs: 10_000 });
    expect(answer.results.map(({ id }) => id)).toStrictEqual(['l-0000', 'l-0001']);
    expect(answer.remaining).toBe(2);
    expect(answer.next).toStrictEqual({
      ...{ command: 'redrive', selection: ALL, startedAt },
      after: '2026-11-01T12:00:00.000Z l-0001',
      remaining: expect.any(String),
    });
  });

  test('has what remains of a limited selection', async () => {
    const world = worldWith(numbered(3, { text: requestText('acme') }));
    const command = { command: 'redrive', selection: { limit: 2 } };
    expect(await operate<RedriveAnswer>(world, command, { timeMs: 4_000 })).toStrictEqual({
      results: [],
      stoppedBy: 'DeadlineExceeded',
      startedAt,
      remaining: 2,
      next: {
        ...{ command: 'redrive', selection: { limit: 2 }, startedAt },
        remaining: expect.any(String),
      },
    });
  });
});
