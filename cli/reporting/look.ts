import type { Paint } from '../../terminal/paint.ts';

/** How things are shown to a person. */
export type Look = {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
  /** The time of day, in milliseconds since 1970, from which ages are counted. */
  readonly nowMs: number;
  /** A command to be typed next, on lines of its own, from its noun on. */
  readonly spell: (words: readonly string[]) => string;
};
