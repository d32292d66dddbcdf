import { describe, expect, test } from 'vitest';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { operate, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';

const ALL = { all: true };

/** What every line says besides: whose invocation it was, and how long the work took. */
const WORK = { invocationId: 'invocation-1', durationMs: expect.any(Number) };

function worldWith(code: string): OperatorWorld {
  const world = operatorWorld();
  const text = requestText('acme');
  writeDeadLetters(world, [
    deadLetterWith('a', { code, text }),
    deadLetterWith('b', { code, text: '{' }),
  ]);
  return world;
}

/** The lines that carrying out a command leaves in the log. */
async function linesOf(world: OperatorWorld, command: object): Promise<readonly object[]> {
  const lines: string[] = [];
  await operate(world, command, { log: (line) => lines.push(line) });
  return lines.map((line) => JSON.parse(line) as object);
}

describe('the log says of a command', () => {
  test.each<[string, object, object]>([
    ['that was a list nothing more', { command: 'list' }, { operation: 'redrive.list' }],
    ['about the quota nothing more', { command: 'quota' }, { operation: 'redrive.quota' }],
    [
      'that discards how many dead letters it settled',
      { command: 'discard', ids: ['a', 'b'], reason: 'A test tenant.' },
      { operation: 'redrive.discard', letters: { discarded: 2 }, remaining: 0 },
    ],
    [
      'that discards a selection how many are left too',
      { command: 'discard', selection: { all: true }, planOnly: true },
      { operation: 'redrive.discard', letters: { discarded: 0 }, remaining: 2 },
    ],
    [
      'that was refused why',
      { command: 'show', id: 'x' },
      { operation: 'redrive.show', code: 'CommandInvalid' },
    ],
  ])('%s, how long it took and in which invocation', async (_, command, facts) => {
    const world = worldWith('KeyDisabled');
    expect(await linesOf(world, command)).toStrictEqual([{ ...facts, ...WORK }]);
  });

  test('that redrives the outcomes of the dead letters, after a line for each of them', async () => {
    const world = worldWith('KeyDisabled');
    const lines = await linesOf(world, { command: 'redrive', selection: ALL });
    expect(lines).toMatchObject([
      { outcome: 'provisioned', letterId: 'a', ...WORK },
      { outcome: 'parked', letterId: 'b', ...WORK },
      { operation: 'redrive.redrive' },
    ]);
    expect(lines[2]).toStrictEqual({
      operation: 'redrive.redrive',
      letters: { provisioned: 1, parked: 1 },
      remaining: 0,
      ...WORK,
    });
  });
});
