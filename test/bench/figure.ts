/** What several runs came to. One that is counted, not timed, has a single run and no spread. */
export type Figure = {
  readonly median: number;
  /** A quarter of the runs came to less, and a quarter to more. */
  readonly quartiles: readonly [number, number];
  readonly runs: number;
};

/** @throws RangeError when there was no run. */
export function figureOf(values: readonly number[]): Figure {
  if (values.length === 0) throw new RangeError('a figure needs a run');
  const sorted = [...values].sort((one, other) => one - other);
  return {
    median: quantile(sorted, 0.5),
    quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)],
    runs: sorted.length,
  };
}

/** A figure that every run would come to. */
export function counted(value: number): Figure {
  return figureOf([value]);
}

/** The ranges in which the middle half of the runs lie have something in common. */
export function overlap({ quartiles: [from, to] }: Figure, other: Figure): boolean {
  const [otherFrom, otherTo] = other.quartiles;
  return from <= otherTo && otherFrom <= to;
}

/** Between two runs it is where the line between them is. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const before = Math.floor(place);
  const [low = 0, high = low] = sorted.slice(before, before + 2);
  return low + (high - low) * (place - before);
}
