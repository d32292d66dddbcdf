import { describe, expect, test } from 'vitest';
import type {
  DeadLetterList,
  RedriveAnswer,
  ShownDeadLetter,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { provisionEvent } from '../../shared/triggers/queue-consumer.ts';
import { deadLetterWith, writeDeadLetters } from '../world/dead-letters.ts';
import { invocationBy } from '../world/invocation.ts';
import { operate } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';
import { CONFIG } from '../world/world-config.ts';

const TOPIC = 'key-requests';

/** Copies of one poison at these offsets, as records of CKafka. */
const POISONS: readonly (readonly [name: string, record: (offset: number) => unknown])[] = [
  [
    'a text that is not JSON',
    (offset) => ({ Ckafka: { topic: TOPIC, partition: 2, offset, msgBody: 'poison' } }),
  ],
  [
    'a record without a body',
    (offset) => ({ Ckafka: { topic: TOPIC, partition: 2, offset, msgKey: 'None' } }),
  ],
  ['a record without a wrapper', (offset) => ({ topic: TOPIC, Partition: 2, offset, msgBody: 5 })],
];

async function deliver(world: OperatorWorld, records: readonly unknown[]): Promise<void> {
  const { ports, clock } = world;
  const config = { ...CONFIG, waysIn: { ...CONFIG.waysIn, ckafkaTopic: TOPIC } };
  const invocation = invocationBy(clock, clock.nowMs() + 60_000);
  await clock.run(provisionEvent({ Records: records }, ports, config, invocation));
}

function offsets(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function placesAt(from: number, to: number): readonly string[] {
  return offsets(from, to).map((offset) => `${TOPIC}/2/${offset}`);
}

async function list(world: OperatorWorld): Promise<DeadLetterList> {
  return operate<DeadLetterList>(world, { command: 'list' });
}

async function showOnly(world: OperatorWorld): Promise<ShownDeadLetter['letter']> {
  const { letters } = await list(world);
  expect(letters).toHaveLength(1);
  const [{ id } = { id: '' }] = letters;
  return (await operate<ShownDeadLetter>(world, { command: 'show', id })).letter;
}

describe.each(POISONS)('a hundred copies of %s', (_, record) => {
  test('are one dead letter with their number, and with the first and the last ten places', async () => {
    const world = operatorWorld();
    for (let from = 0; from < 100; from += 25)
      await deliver(world, offsets(from, from + 25).map(record));
    const deadLetter = await showOnly(world);
    expect(deadLetter).toMatchObject({
      ...{ code: 'RequestUnreadable', stage: 'parse', attempts: 100, copies: 100 },
      places: { first: placesAt(0, 10), last: placesAt(90, 100) },
    });
  });

  test('count once each, however often a batch is delivered again', async () => {
    const world = operatorWorld();
    const batch = offsets(0, 100).map(record);
    await deliver(world, batch);
    await deliver(world, batch);
    expect(await showOnly(world)).toMatchObject({ copies: 100 });
  });

  test('keep their number and places when they are redriven in vain, and more come', async () => {
    const world = operatorWorld();
    await deliver(world, offsets(0, 100).map(record));
    const redrive = { command: 'redrive', selection: { all: true } };
    const { results } = await operate<RedriveAnswer>(world, redrive);
    expect(results).toHaveLength(1);
    expect(await showOnly(world)).toMatchObject({
      ...{ copies: 100, redrives: 1 },
      places: { first: placesAt(0, 10), last: placesAt(90, 100) },
    });
    await world.clock.run(world.clock.sleep(1_000));
    await deliver(world, offsets(100, 103).map(record));
    expect(await showOnly(world)).toMatchObject({
      ...{ copies: 103, redrives: 1 },
      places: { first: placesAt(0, 10), last: placesAt(93, 103) },
    });
  });
});

describe('copies of a poison', () => {
  const [, record] = POISONS[0]!;

  test('have each place once while these are few', async () => {
    const world = operatorWorld();
    await deliver(world, offsets(0, 3).map(record));
    expect(await showOnly(world)).toMatchObject({
      copies: 3,
      places: { first: placesAt(0, 3), last: [] },
    });
    await deliver(world, offsets(3, 12).map(record));
    expect(await showOnly(world)).toMatchObject({
      copies: 12,
      places: { first: placesAt(0, 10), last: placesAt(10, 12) },
    });
  });

  test('are not counted when there is one', async () => {
    const world = operatorWorld();
    await deliver(world, [record(7)]);
    const deadLetter = await showOnly(world);
    expect(deadLetter.source).toMatchObject({ topic: TOPIC, partition: 2, offset: 7 });
    expect(deadLetter).not.toHaveProperty('copies');
    expect(deadLetter).not.toHaveProperty('places');
  });

  test('keep the first and the last places when more come than records are remembered', async () => {
    const world = operatorWorld();
    for (let from = 0; from < 900; from += 100) {
      await deliver(world, offsets(from, from + 100).map(record));
    }
    const deadLetter = await showOnly(world);
    expect(deadLetter).toMatchObject({
      copies: 900,
      places: { first: placesAt(0, 10), last: placesAt(890, 900) },
    });
    // A broker takes a megabyte.
    expect(JSON.stringify(deadLetter).length).toBeLessThan(16_384);
  });

  test('are counted in a list, which has no room for their places', async () => {
    const world = operatorWorld();
    await deliver(world, offsets(0, 30).map(record));
    const { letters } = await list(world);
    expect(letters).toMatchObject([{ copies: 30 }]);
    expect(letters[0]).not.toHaveProperty('places');
  });

  test('of a request that is named are its attempts, and are not counted', async () => {
    const world = operatorWorld();
    const identity = { requestId: 'r-1', tenantId: 'acme' };
    const recordKeys = ['a/1', 'a/2'];
    writeDeadLetters(
      world,
      recordKeys.map((recordKey) => deadLetterWith('a', { recordKey, identity })),
    );
    const deadLetter = await showOnly(world);
    expect(deadLetter.attempts).toBe(2);
    expect(deadLetter).not.toHaveProperty('copies');
  });
});
