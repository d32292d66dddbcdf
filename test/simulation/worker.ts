import { parentPort, workerData } from 'node:worker_threads';
import { everySchedule, type Tally } from './every-schedule.ts';
import { type Found, shortenSeed, trySeed } from './find-fault.ts';
import { SCENARIOS } from './scenario.ts';

/** The part of the worlds that a thread tries. */
export type Errand =
  | {
      readonly kind: 'seeds';
      readonly first: number;
      readonly count: number;
      readonly foundMax: number;
    }
  | {
      readonly kind: 'schedules';
      readonly faultsMax: number;
      readonly part: number;
      readonly parts: number;
    };

// A stack trace for each foreseen failure is most of the time of a world.
Error.stackTraceLimit = 0;

const errand = workerData as Errand;
const tally = errand.kind === 'seeds' ? await trySeeds(errand) : await trySchedules(errand);
parentPort?.postMessage(tally);

async function trySeeds({ first, count, foundMax }: Errand & { kind: 'seeds' }): Promise<Tally> {
  const found: (Found & { seed: number })[] = [];
  let faults = 0;
  let worlds = 0;
  for (let seed = first; seed < first + count && found.length < foundMax; seed += 1) {
    const trial = await trySeed(seed);
    worlds += 1;
    faults += trial.faults.length;
    if (trial.violation !== undefined) found.push({ seed, ...(await shortenSeed(seed, trial)) });
  }
  return { worlds, faults, found };
}

async function trySchedules({
  faultsMax,
  part,
  parts,
}: Errand & { kind: 'schedules' }): Promise<Tally> {
  const tallies: Tally[] = [];
  for (const scenario of SCENARIOS) {
    tallies.push(await everySchedule(scenario, faultsMax, part, parts));
  }
  return {
    worlds: tallies.reduce((sum, { worlds }) => sum + worlds, 0),
    faults: tallies.reduce((sum, { faults }) => sum + faults, 0),
    found: tallies.flatMap(({ found }) => found),
  };
}
