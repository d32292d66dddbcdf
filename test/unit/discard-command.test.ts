import { describe, expect, test } from 'vitest';
import type { DiscardAnswer } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import type { Refused } from '../../shared/generated/refused.ts';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { operate } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';

function worldWithDeadLetters(): OperatorWorld {
  const world = operatorWorld();
  writeDeadLetters(world, [
    deadLetterWith('a'),
    deadLetterWith('b', { code: 'KeyGone' }),
    deadLetterWith('c'),
  ]);
  return world;
}

const discard = (world: OperatorWorld, ids: readonly string[], reason = 'A test tenant.') =>
  operate<DiscardAnswer | Refused>(world, { command: 'discard', ids, reason });

const waitingIds = (world: OperatorWorld) => world.waiting().map(({ id }) => id);

describe('discarding dead letters', () => {
  test('settles them, and publishes which and why', async () => {
    const world = worldWithDeadLetters();
    expect(await discard(world, ['b', 'a', 'b'])).toEqual({ discarded: ['a', 'b'] });
    expect(waitingIds(world)).toEqual(['c']);
    expect(world.events()).toMatchObject([
      {
        type: 'tenant-keys.discarded',
        data: {
          invocationId: 'invocation-1',
          reason: 'A test tenant.',
          letters: [
            { id: 'a', code: 'KeyDisabled' },
            { id: 'b', code: 'KeyGone' },
          ],
        },
      },
    ]);
  });

  test('is refused as a whole when one id matches none', async () => {
    const world = worldWithDeadLetters();
    expect(await discard(world, ['a', 'x', 'y'])).toEqual({
      refused: {
        code: 'CommandInvalid',
        detail: 'No unsettled dead letter has the id x. No unsettled dead letter has the id y.',
      },
    });
    expect(waitingIds(world)).toEqual(['a', 'b', 'c']);
    expect(world.events()).toEqual([]);
  });

  test('does not accept a prefix of an id', async () => {
    const world = operatorWorld();
    writeDeadLetters(world, [deadLetterWith('abc')]);
    expect(await discard(world, ['ab'])).toMatchObject({ refused: { code: 'CommandInvalid' } });
  });

  test('changes nothing when the event cannot be published', async () => {
    const world = worldWithDeadLetters();
    world.fail('topics:publish:key-events', { http: 503 });
    expect(await discard(world, ['a'])).toEqual({
      refused: {
        code: 'TopicsUnavailable',
        detail: 'The topics could not be reached. Nothing was changed. Try again.',
      },
    });
    expect(waitingIds(world)).toEqual(['a', 'b', 'c']);
  });

  test('of which the result is unknown throws an error that says what to do', async () => {
    const world = worldWithDeadLetters();
    world.fail('topics:publish:key-dead-letters', { lostAnswer: true });
    await expect(discard(world, ['a'])).rejects.toMatchObject({
      message: expect.stringMatching(/list them, and discard the rest\.$/),
      cause: { code: 'TopicsUnavailable' },
    });
    world.machine.faults.clear();
    expect(waitingIds(world)).toEqual(['b', 'c']);
  });

  test('succeeds after a topic fails for a moment', async () => {
    const world = worldWithDeadLetters();
    world.fail('topics:publish:key-events', { http: 503 }, { times: 2 });
    world.fail('topics:publish:key-dead-letters', { http: 503 }, { times: 2 });
    expect(await discard(world, ['a'])).toEqual({ discarded: ['a'] });
    expect(waitingIds(world)).toEqual(['b', 'c']);
  });
});
