/**
 * Makes every uncertain decision in a simulated world. Option 0 of a decision means that no fault occurs,
 * so the decisions that were not 0 describe a history.
 */
export type Chooser = {
  /** Returns 0, or the position of a name, counted from 1. */
  readonly choose: (label: string, names: readonly string[]) => number;
  /** From now on no fault occurs. */
  readonly calm: () => void;
  /** The decisions that were not 0. */
  readonly faults: () => readonly Fault[];
  /** How many options each decision had, in order, until it was calm. */
  readonly arities: () => readonly number[];
};

/** A decision that was not 0, with its position among all decisions. */
export type Fault = {
  readonly index: number;
  readonly label: string;
  readonly option: number;
  readonly name: string;
};

/** Which fault occurs at which decision; at all others none. */
export type Schedule = ReadonlyMap<number, number>;

/**
 * Chooses at random. A fault may repeat for the same kind of call for a while, as in an outage.
 *
 * @param random A number from 0 up to, not including, 1.
 * @param probability Of a fault at each decision.
 */
export function randomChooser(
  random: () => number,
  probability: number,
  faultsMax: number,
): Chooser {
  const streaks = new Map<string, { readonly option: number; left: number }>();
  return chooser((_, options, faults, label) => {
    const streak = streaks.get(label);
    if (streak !== undefined && streak.left > 0) {
      streak.left -= 1;
      return streak.option;
    }
    if (faults >= faultsMax || random() >= probability) return 0;
    const option = 1 + Math.floor(random() * (options - 1));
    if (random() < STREAK_PROBABILITY) {
      streaks.set(label, { option, left: Math.floor(random() * STREAK_MAX) });
    }
    return option;
  });
}

const STREAK_PROBABILITY = 0.15;
const STREAK_MAX = 12;

/** Chooses as the schedule says. */
export function scheduledChooser(schedule: Schedule): Chooser {
  return chooser((index, options) => {
    const option = schedule.get(index) ?? 0;
    return option < options ? option : 0;
  });
}

type Decide = (index: number, options: number, faults: number, label: string) => number;

function chooser(decide: Decide): Chooser {
  const arities: number[] = [];
  const faults: Fault[] = [];
  let isCalm = false;

  return {
    choose: (label, names) => {
      if (isCalm) return 0;
      const index = arities.length;
      const options = names.length + 1;
      arities.push(options);
      const option = decide(index, options, faults.length, label);
      if (option > 0) faults.push({ index, label, option, name: names[option - 1] ?? '' });
      return option;
    },
    calm: () => {
      isCalm = true;
    },
    faults: () => faults,
    arities: () => arities,
  };
}
