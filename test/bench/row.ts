import type { Figure } from './figure.ts';

/** Our figure, and those of the alternatives with the same workload. */
export type Row = {
  readonly what: string;
  readonly unit: Unit;
  readonly ours: Figure;
  readonly others: readonly Other[];
  readonly budget?: Budget;
};

export type Unit =
  | 'B'
  | 'kB'
  | 'MB'
  | 'ms'
  | 'µs'
  | 's'
  | '%'
  | 'calls'
  | 'records'
  | 'GB-s'
  | '/s'
  | 'times';

/** An alternative with the same workload, in the same run. */
export type Other = { readonly name: string; readonly figure: Figure };

export type Budget = {
  /** Such as `≤ 1.1 times`. */
  readonly text: string;
  readonly isMet: boolean;
};

/** Our figure divided by the other's; undefined when the other's is zero. */
export function ratioOf(ours: Figure, { figure }: Other): number | undefined {
  return figure.median === 0 ? undefined : ours.median / figure.median;
}

export function atMost(value: number, max: number, unit: string): Budget {
  return { text: `≤ ${max} ${unit}`, isMet: value <= max };
}

export function atLeast(value: number, min: number, unit: string): Budget {
  return { text: `≥ ${min} ${unit}`, isMet: value >= min };
}
