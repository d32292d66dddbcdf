import { type Chooser, type Fault, randomChooser, scheduledChooser } from './chooser.ts';
import { fastRandom } from './fast-random.ts';
import { checkPromises } from './promises.ts';
import { randomScenario, type Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';

/** The result of one world. */
export type Trial = {
  /** The decisions by which a fault occurred. */
  readonly faults: readonly Fault[];
  readonly arities: readonly number[];
  /** The broken promise, in a sentence; undefined when all were kept. */
  readonly violation?: string;
};

/** A broken promise, with the shortest schedule that still breaks it. */
export type Found = {
  readonly scenario: string;
  readonly violation: string;
  readonly shortest: readonly Fault[];
};

/** The probability of a fault at a decision, and the most faults in a world. */
const PROBABILITIES = [0.03, 0.1, 0.25];
const FAULTS_MAX = 14;

/** Tries the random world of a seed. */
export function trySeed(seed: number): Promise<Trial> {
  const { scenario, chooser } = worldOf(seed);
  return tryWorld(scenario, chooser, seed);
}

/** Shortens the schedule that broke a promise in the world of a seed. */
export function shortenSeed(seed: number, trial: Trial): Promise<Found> {
  return shorten(worldOf(seed).scenario, seed, trial);
}

/** The world of a seed: its scenario and its faults. */
export function worldOf(seed: number): { scenario: Scenario; chooser: Chooser } {
  const random = fastRandom(seed);
  const scenario = randomScenario(random);
  const probability = PROBABILITIES[Math.floor(random() * PROBABILITIES.length)] ?? 0;
  return { scenario, chooser: randomChooser(random, probability, FAULTS_MAX) };
}

/** Tries a scenario under a schedule. */
export function trySchedule(
  scenario: Scenario,
  schedule: ReadonlyMap<number, number>,
): Promise<Trial> {
  return tryWorld(scenario, scheduledChooser(schedule), 1);
}

async function tryWorld(scenario: Scenario, chooser: Chooser, seed: number): Promise<Trial> {
  let violation: string | undefined;
  try {
    checkPromises(await simulate(scenario, chooser, seed));
  } catch (error) {
    violation = (error as Error).message;
  }
  const decisions = { faults: chooser.faults(), arities: chooser.arities() };
  return violation === undefined ? decisions : { ...decisions, violation };
}

/** Removes one fault after the other, as long as the same promise is still broken without it. */
export async function shorten(scenario: Scenario, seed: number, trial: Trial): Promise<Found> {
  let { faults: shortest, violation = '' } = trial;
  for (let index = 0; index < shortest.length; ) {
    const fewer = shortest.filter((_, other) => other !== index);
    const schedule = new Map(fewer.map((fault) => [fault.index, fault.option]));
    const tried = await tryWorld(scenario, scheduledChooser(schedule), seed);
    // A violation of another promise is another fault.
    if (tried.violation?.slice(0, 3) !== violation.slice(0, 3)) {
      index += 1;
    } else {
      shortest = tried.faults;
      violation = tried.violation ?? violation;
      index = 0;
    }
  }
  return { scenario: scenario.name, violation, shortest };
}
