import type { Row } from './row.ts';

/** One benchmark: what it compares, and how. */
export type Bench = {
  /** The name for `--only`. */
  readonly name: string;
  /** What it measures, in one sentence. */
  readonly about: string;
  /** The names for `--cases` of a bench that takes long. */
  readonly cases?: readonly string[];
  readonly measure: (options: Options) => Promise<readonly Row[]>;
};

export type Options = {
  /** Fewer runs and smaller sizes: checks that the benches work; the times are not representative. */
  readonly isQuick: boolean;
  /** Those cases alone, of a bench that has some; all without. */
  readonly cases?: readonly string[];
};
