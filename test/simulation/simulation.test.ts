import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everySchedule } from './every-schedule.ts';
import { shortenSeed, trySeed } from './find-fault.ts';
import { SCENARIOS } from './scenario.ts';
import { traceOf } from './trace-of.ts';

// SEED=… npm run test:simulation replays a world; this is the part of it that every change must pass.
// `.ci/run` tries 2,000 others each day, and a fourth of planted-bugs.ts.
const SEEDS = 1_000;
const PART = 500;

// A stack trace for each foreseen failure is much of the time of a world.
const { stackTraceLimit } = Error;
beforeAll(() => {
  Error.stackTraceLimit = 0;
});
afterAll(() => {
  Error.stackTraceLimit = stackTraceLimit;
});

describe('the promises P1 to P12 hold', () => {
  for (let first = 1; first <= SEEDS; first += PART) {
    test(`in the random worlds of the seeds ${first} to ${first + PART - 1}`, async () => {
      for (let seed = first; seed < first + PART; seed += 1) {
        const trial = await trySeed(seed);
        if (trial.violation === undefined) continue;
        const found = await shortenSeed(seed, trial);
        throw new Error(`SEED=${seed} ${found.violation}: ${JSON.stringify(found.shortest)}`);
      }
    }, 120_000);
  }

  for (const scenario of SCENARIOS) {
    test(`under every schedule of one fault in "${scenario.name}"`, async () => {
      const { worlds, found } = await everySchedule(scenario, 1);
      expect(found).toEqual([]);
      expect(worlds).toBeGreaterThan(40);
    }, 120_000);
  }
});

/** Worlds that once broke a promise, by a defect of the product or of the simulator. */
test.each([21_582, 35_747, 1_574_949, 1_605_313, 1_830_272, 1_830_822, 2_380_257])(
  'the world of seed %i breaks no promise',
  async (seed) => {
    expect((await trySeed(seed)).violation).toBeUndefined();
  },
);

test('a seed that is run twice has the same history', async () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    expect(await traceOf(seed), `SEED=${seed}`).toBe(await traceOf(seed));
  }
}, 60_000);
