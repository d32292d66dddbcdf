import { describe, expect, test } from 'vitest';
import type {
  DeadLetterList,
  DiscardAnswer,
  RedriveAnswer,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { deadLetterWith, writeDeadLetters, writeRecords } from '../world/dead-letters.ts';
import { operate, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';

const ID = 'a';

/** A world in which a request was parked so often, the first time with the id of its key. */
function worldWith(records: number): OperatorWorld {
  const world = operatorWorld();
  const identity = { requestId: 'r-acme', tenantId: 'acme', keyName: 'main' };
  const common = { identity, text: requestText('acme') };
  const parkings = Array.from({ length: records - 1 }, (_, index) =>
    deadLetterWith(ID, { ...common, recordKey: `${ID}/${index}` }),
  );
  const keyed = deadLetterWith(ID, { ...common, recordKey: `${ID}/keyed`, keyId: 'k-1' });
  writeDeadLetters(world, [keyed, ...parkings]);
  // Of another dead letter: the last record of a partition is never compacted away.
  writeRecords(world, [['z', null]]);
  return world;
}

/** What is listed once the topic is compacted. */
async function listed(world: OperatorWorld) {
  world.compact();
  const { letters, beyond } = await operate<DeadLetterList>(world, { command: 'list' });
  return { letters: letters.map(({ id, attempts, keyId }) => ({ id, attempts, keyId })), beyond };
}

const discard = (world: OperatorWorld) =>
  operate<DiscardAnswer>(world, { command: 'discard', ids: [ID], reason: 'A test.' });

const redrive = (world: OperatorWorld) =>
  operate<RedriveAnswer>(world, { command: 'redrive', selection: { all: true } });

const createdKeys = (world: OperatorWorld) =>
  world.machine.journal.list().filter(({ action }) => action === 'CreateKey');

describe('a request that was parked', () => {
  test('a thousand times is listed whole, and settled whole', async () => {
    const world = worldWith(1_000);
    expect(await listed(world)).toEqual({
      letters: [{ id: ID, attempts: 100, keyId: 'k-1' }],
      beyond: 0,
    });
    await discard(world);
    expect(await listed(world)).toEqual({ letters: [], beyond: 0 });
  });

  test('more often keeps the id of its key until all of its records are settled', async () => {
    const world = worldWith(1_500);
    expect(await listed(world)).toMatchObject({ letters: [{ keyId: 'k-1' }], beyond: 1 });
    await discard(world);
    expect(await listed(world)).toMatchObject({ letters: [{ keyId: 'k-1' }], beyond: 0 });
    await discard(world);
    expect(await listed(world)).toEqual({ letters: [], beyond: 0 });
  });

  test('a thousand times becomes one record when it is parked again', async () => {
    const world = worldWith(1_000);
    expect(await redrive(world)).toMatchObject({ results: [{ code: 'KeyGone' }] });
    expect(await listed(world)).toEqual({
      letters: [{ id: ID, attempts: 101, keyId: 'k-1' }],
      beyond: 0,
    });
    expect(createdKeys(world)).toEqual([]);
  });

  test('more often never gets another key, however often it is redriven', async () => {
    const world = worldWith(1_500);
    for (const _ of [1, 2, 3]) {
      expect(await redrive(world)).toMatchObject({ results: [{ code: 'KeyGone' }] });
      expect(await listed(world)).toMatchObject({ letters: [{ keyId: 'k-1' }] });
    }
    expect(createdKeys(world)).toEqual([]);
  });
});
