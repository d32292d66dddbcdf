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
    expect(await discard(world, ['b', 'a', 'b'])).toEqual({
      ...{ discarded: ['a', 'b'], counts: { KeyDisabled: 1, KeyGone: 1 }, remaining: 0 },
      ...{ startedAt: '2026-11-02T00:00:00.000Z', beyond: 0, unreadable: [] },
    });
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
    expect(await discard(world, ['a'])).toMatchObject({ discarded: ['a'] });
    expect(waitingIds(world)).toEqual(['b', 'c']);
  });
});

describe('discarding a selection', () => {
  const select = (world: OperatorWorld, fields: object) =>
    operate<DiscardAnswer>(world, { command: 'discard', reason: 'A test tenant.', ...fields });
  const STARTED_AT = '2026-11-02T00:00:00.000Z';

  test('settles what matches, and publishes by which criteria, which and why', async () => {
    const world = worldWithDeadLetters();
    const selection = { codes: ['KeyDisabled'] };
    expect(await select(world, { selection })).toEqual({
      ...{ discarded: ['a', 'c'], counts: { KeyDisabled: 2 }, remaining: 0 },
      ...{ startedAt: STARTED_AT, beyond: 0, unreadable: [] },
    });
    expect(waitingIds(world)).toEqual(['b']);
    expect(world.events()).toMatchObject([
      {
        type: 'tenant-keys.discarded',
        data: { reason: 'A test tenant.', selection, letters: [{ id: 'a' }, { id: 'c' }] },
      },
    ]);
  });

  test('again finds nothing to do, and publishes nothing', async () => {
    const world = worldWithDeadLetters();
    await select(world, { selection: { all: true } });
    expect(await select(world, { selection: { all: true } })).toMatchObject({
      ...{ discarded: [], counts: {}, remaining: 0 },
    });
    expect(world.events()).toHaveLength(1);
  });

  test('with planOnly says how many there are, without a reason, and changes nothing', async () => {
    const world = worldWithDeadLetters();
    const plan = { command: 'discard', selection: { all: true, limit: 2 }, planOnly: true };
    expect(await operate(world, plan)).toEqual({
      ...{ discarded: [], counts: { KeyDisabled: 1, KeyGone: 1 }, remaining: 2 },
      ...{ startedAt: STARTED_AT, beyond: 0, unreadable: [] },
    });
    expect(waitingIds(world)).toEqual(['a', 'b', 'c']);
    expect(world.events()).toEqual([]);
  });

  test('leaves what was parked since its plan, which nobody has seen', async () => {
    const world = worldWithDeadLetters();
    const { startedAt } = await select(world, { selection: { all: true }, planOnly: true });
    const lastSeenAt = '2026-11-02T00:00:01.000Z';
    writeDeadLetters(world, [
      deadLetterWith('d', { firstSeenAt: lastSeenAt, lastSeenAt }),
      deadLetterWith('a', { lastSeenAt }),
    ]);
    expect(await select(world, { selection: { all: true }, startedAt })).toMatchObject({
      ...{ discarded: ['b', 'c'], remaining: 0, startedAt },
    });
    expect(waitingIds(world)).toEqual(['a', 'd']);
  });

  test('takes a thousand at a time, and the same command takes the rest', async () => {
    const world = operatorWorld();
    const ids = Array.from({ length: 1_001 }, (_, index) => `id-${String(index).padStart(4, '0')}`);
    writeDeadLetters(
      world,
      ids.map((id) => deadLetterWith(id)),
    );
    const command = { selection: { all: true } };
    const first = await select(world, command);
    expect(first).toMatchObject({ counts: { KeyDisabled: 1_000 }, remaining: 1 });
    const { startedAt } = first;
    expect(await select(world, { ...command, startedAt })).toMatchObject({
      ...{ discarded: ['id-1000'], remaining: 0 },
    });
    expect(world.waiting()).toEqual([]);
  });

  test('takes what waits only if it is asked for', async () => {
    const world = operatorWorld();
    writeDeadLetters(world, [
      deadLetterWith('a'),
      deadLetterWith('w', { code: 'InternalError', state: 'waiting' }),
    ]);
    expect(await select(world, { selection: { all: true } })).toMatchObject({ discarded: ['a'] });
    const selection = { all: true, states: ['waiting'] };
    expect(await select(world, { selection })).toMatchObject({ discarded: ['w'] });
  });

  test('by an id that matches none is refused, unless it was settled since the plan', async () => {
    const world = worldWithDeadLetters();
    const selection = { ids: ['x'] };
    expect(await select(world, { selection })).toEqual({
      refused: { code: 'CommandInvalid', detail: 'No unsettled dead letter has the id x.' },
    });
    expect(await select(world, { selection, startedAt: STARTED_AT })).toMatchObject({
      ...{ discarded: [], remaining: 0 },
    });
  });

  const EITHER =
    'discard needs either ids or a selection; {"all": true} selects every dead letter that is parked.';

  test.each<[string, object, string]>([
    ['neither ids nor a selection', {}, EITHER],
    ['an empty selection', { selection: {} }, EITHER],
    ['both', { ids: ['a'], selection: { all: true } }, EITHER],
    ['a plan of ids', { ids: ['a'], planOnly: true }, 'planOnly does not go with ids.'],
    ['no reason', { ids: ['a'], reason: undefined }, 'discard needs reason.'],
  ])('is refused with %s', async (_, fields, detail) => {
    const world = worldWithDeadLetters();
    expect(await select(world, fields)).toEqual({ refused: { code: 'CommandInvalid', detail } });
    expect(waitingIds(world)).toEqual(['a', 'b', 'c']);
  });
});
