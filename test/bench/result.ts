import type { Row } from './row.ts';

/** The results of a run; `--json` prints them. */
export type Result = {
  readonly node: string;
  readonly processor: string;
  readonly cores: number;
  /** The load average of the last minute, at the start and at the end of the run. */
  readonly load: readonly [number, number];
  readonly isQuick: boolean;
  readonly benches: readonly MeasuredBench[];
};

export type MeasuredBench = {
  readonly name: string;
  readonly about: string;
  readonly rows: readonly Row[];
};
