import type { Row } from './row.ts';

/** All that a run of the benches came to; `--json` prints it. */
export type Result = {
  readonly node: string;
  readonly processor: string;
  readonly cores: number;
  /** Processes that wanted a core in the minute before the run began, and before it ended. */
  readonly load: readonly [number, number];
  readonly isQuick: boolean;
  readonly benches: readonly MeasuredBench[];
};

export type MeasuredBench = {
  readonly name: string;
  readonly about: string;
  readonly rows: readonly Row[];
};
