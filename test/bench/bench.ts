import type { Row } from './row.ts';

/** One of the benches: what it compares, and how. */
export type Bench = {
  /** What `--only` knows it by. */
  readonly name: string;
  /** What it measures, in a sentence. */
  readonly about: string;
  readonly measure: (options: Options) => Promise<readonly Row[]>;
};

export type Options = {
  /** Fewer runs and smaller sizes: shows that everything works, and proves nothing. */
  readonly isQuick: boolean;
};
