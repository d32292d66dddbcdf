import { type Found, shorten, type Trial, trySchedule } from './find-fault.ts';
import type { Scenario } from './scenario.ts';

/** The results of many worlds. */
export type Tally = {
  readonly worlds: number;
  /** Mishaps, in all of them together. */
  readonly faults: number;
  readonly found: readonly Found[];
};

/**
 * Tries every schedule of at most so many faults in a scenario.
 *
 * @param part Which of `parts` equal parts of the schedules, counted from 0.
 */
export async function everySchedule(
  scenario: Scenario,
  faultsMax: number,
  part = 0,
  parts = 1,
): Promise<Tally> {
  const found: Found[] = [];
  let worlds = 0;
  let faults = 0;
  let first = 0;

  async function attempt(schedule: ReadonlyMap<number, number>): Promise<Trial> {
    const trial = await trySchedule(scenario, schedule);
    worlds += 1;
    faults += trial.faults.length;
    if (trial.violation !== undefined) found.push(await shorten(scenario, 1, trial));
    return trial;
  }

  async function goOn(
    schedule: ReadonlyMap<number, number>,
    from: number,
    arities: readonly number[],
  ) {
    for (let index = from; index < arities.length; index += 1) {
      for (let option = 1; option < (arities[index] ?? 0); option += 1) {
        if (schedule.size === 0) first += 1;
        if (schedule.size === 0 && first % parts !== part) continue;
        const longer = new Map([...schedule, [index, option] as const]);
        const trial = await attempt(longer);
        if (longer.size < faultsMax) await goOn(longer, index + 1, trial.arities);
      }
    }
  }

  const calm = await attempt(new Map());
  await goOn(new Map(), 0, calm.arities);
  return { worlds, faults, found };
}
