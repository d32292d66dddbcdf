import { describe, expect, test } from 'vitest';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type { DeadLetterList } from '../../shared/dead-letters/list-commands.ts';
import type { RedrivePlans } from '../../shared/dead-letters/plan-command.ts';
import type { RedriveAnswer } from '../../shared/dead-letters/redrive-command.ts';
import { deadLetterWith, summaryWith, writeDeadLetters, writeRecords } from '../world/letters.ts';
import { operate, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';

const ALL = { all: true };

function worldWith(deadLetters: readonly DeadLetter[]): OperatorWorld {
  const world = operatorWorld({ switches: { tagsMustExist: false } });
  writeDeadLetters(world, deadLetters);
  return world;
}

/** So many letters, with ids of six characters in their order. */
const letters = (count: number, fields: Partial<DeadLetter> = {}) =>
  Array.from({ length: count }, (_, index) =>
    deadLetterWith(`l-${String(index).padStart(4, '0')}`, fields),
  );

/** A source by which a letter takes exactly so many characters in a list. */
function sourceFor(length: number): DeadLetter['source'] {
  const source = (messageId: string) => ({ door: 'queue', topic: 't', messageId }) as const;
  const without = JSON.stringify(summaryWith('l-0000', { source: source('') })).length;
  return source('m'.repeat(length - without));
}

describe('a list of letters', () => {
  test('has as many as take four million characters, and not one more', async () => {
    const source = sourceFor(1_000);
    const list = await operate<DeadLetterList>(worldWith(letters(4_100, { source })), {
      command: 'list',
    });
    expect(list.letters).toHaveLength(4_000);
    expect(list.letters.at(-1)?.id).toBe('l-3999');
    expect(list.total).toBe(4_100);
  });
});

describe('an id that no letter has is refused, whoever asks', () => {
  test.each(['list', 'plan'])('to %s', async (command) => {
    const world = worldWith([deadLetterWith('a')]);
    const selection = { ids: ['x'] };
    expect(await operate(world, { command, selection })).toStrictEqual({
      refused: { code: 'CommandInvalid', detail: 'No unsettled dead letter has the id x.' },
    });
  });

  test('to list, and exactly twenty of them are told one by one', async () => {
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

test('a plan takes as many letters as a redrive would', async () => {
  const world = worldWith(letters(4_010, { redrives: 5 }));
  const { plans, total } = await operate<RedrivePlans>(world, { command: 'plan', selection: ALL });
  expect(plans).toHaveLength(4_000);
  expect(plans.at(-1)).toStrictEqual({
    ...{ id: 'l-3999', outcome: 'refused', code: 'RedrivesExhausted', calls: [] },
  });
  expect(total).toBe(4_010);
});

test('a letter that is settled while it is looked up is not shown', async () => {
  const world = worldWith([deadLetterWith('abc')]);
  const { records } = world.operator;
  const readAll: typeof records.readAll = async (...reading) => {
    await records.readAll(...reading);
    writeRecords(world, [['abc', null]]);
  };
  const operator = { ...world.operator, records: { readAll } };
  expect(await operate(world, { command: 'show', id: 'ab' }, { operator })).toStrictEqual({
    refused: { code: 'CommandInvalid', detail: 'The dead letter abc has just been settled.' },
  });
});

describe('the command with which a redrive goes on', () => {
  const startedAt = '2026-11-02T00:00:00.000Z';

  test('names the last letter that had its turn, and asks for no more than before', async () => {
    const world = worldWith(
      letters(4).map((deadLetter, index) => ({ ...deadLetter, text: requestText(`t-${index}`) })),
    );
    world.fail('CreateKey', { delayMs: 2_900 });
    const command = { command: 'redrive', selection: ALL } as const;
    const answer = await operate<RedriveAnswer>(world, command, { timeMs: 10_000 });
    expect(answer.results.map(({ id }) => id)).toStrictEqual(['l-0000', 'l-0001']);
    expect(answer.remaining).toBe(2);
    expect(answer.next).toStrictEqual({
      ...{ command: 'redrive', selection: ALL, startedAt },
      after: '2026-11-01T12:00:00.000Z l-0001',
    });
  });

  test('is the same with what is left of a number of letters', async () => {
    const world = worldWith(letters(3, { text: requestText('acme') }));
    const command = { command: 'redrive', selection: { limit: 2 } };
    expect(await operate<RedriveAnswer>(world, command, { timeMs: 4_000 })).toStrictEqual({
      results: [],
      stoppedBy: 'DeadlineExceeded',
      startedAt,
      remaining: 2,
      next: { command: 'redrive', selection: { limit: 2 }, startedAt },
    });
  });
});
