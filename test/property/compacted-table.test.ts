import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomSource } from '../../emulator/api/random-source.ts';
import type { DeadLetterList } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { deliver, operate, requestText } from '../world/operate.ts';
import { type OperatorWorld, operatorWorld } from '../world/operator-world.ts';

/** What may happen to dead letters. */
type Step =
  | {
      readonly what: 'deliver';
      readonly tenant: number;
      readonly offset: number;
      readonly fails: Fails;
    }
  | { readonly what: 'redrive'; readonly fails: Fails | 'not' }
  | { readonly what: 'discard'; readonly index: number };

/** Where an attempt fails: before or after there is a key. */
type Fails = 'without a key' | 'with a key';

const fails = fc.constantFrom<Fails>('without a key', 'with a key');

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        what: fc.constant('deliver' as const),
        ...{ tenant: fc.nat(1), offset: fc.nat(3), fails },
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        what: fc.constant('redrive' as const),
        fails: fc.oneof(fails, fc.constant('not' as const)),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ what: fc.constant('discard' as const), index: fc.nat(3) }),
    },
  ),
  { maxLength: 12 },
);

test('a table of dead letters is the same after any compaction of its topic (P10)', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(), async (history, seed) => {
      const world = operatorWorld();
      for (const [index, step] of history.entries()) {
        await take(world, step, index);
        const { random } = randomSource(`${seed}`, String(index));
        const before = await tableOf(world);
        world.compact(() => random() < 0.5);
        expect(await tableOf(world)).toEqual(before);
        world.compact();
        expect(await tableOf(world)).toEqual(before);
      }
    }),
    { numRuns: 150 },
  );
});

const tableOf = async (world: OperatorWorld) =>
  (await operate<DeadLetterList>(world, { command: 'list' })).letters;

async function take(world: OperatorWorld, step: Step, index: number): Promise<void> {
  const { machine } = world;
  if (step.what === 'discard') {
    const letters = await tableOf(world);
    const letter = letters[step.index % Math.max(1, letters.length)];
    if (letter === undefined) return;
    await operate(world, { command: 'discard', ids: [letter.id], reason: 'A test.' });
    return;
  }
  if (step.fails === 'without a key') world.fail('CreateKey', { error: 'OperationDenied' });
  if (step.fails === 'with a key')
    world.fail('topics:publish:key-events', { http: 400 }, { times: 1 });
  if (step.what === 'deliver') {
    await deliver(world, requestText(`t-${step.tenant}`), step.offset).catch(() => {});
  } else {
    const command = { command: 'redrive', selection: { all: true, states: ['waiting', 'parked'] } };
    await operate(world, command, { invocationId: `invocation-${index}` }).catch(() => {});
  }
  machine.faults.clear();
}
