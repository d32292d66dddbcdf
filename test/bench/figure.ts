/** The result of several runs. A figure that is counted, not timed, has a single run and no spread. */
export type Figure = {
  readonly median: number;
  /** The first and the third quartile of the runs. */
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

/** A figure that is the same in every run. */
export function counted(value: number): Figure {
  return figureOf([value]);
}

/** Whether the interquartile ranges of two figures overlap. */
export function overlap({ quartiles: [from, to] }: Figure, other: Figure): boolean {
  const [otherFrom, otherTo] = other.quartiles;
  return from <= otherTo && otherFrom <= to;
}

/** Interpolates linearly between two runs. */
function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const before = Math.floor(place);
  const [low = 0, high = low] = sorted.slice(before, before + 2);
  // What never happens is Infinity, whose distance from itself is not a number.
  return high === low ? low : low + (high - low) * (place - before);
}
