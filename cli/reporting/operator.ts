import type { Ask } from '../calling/ask.ts';
import type { Look } from './look.ts';

/** What a verb needs to be carried out and reported. */
export type Operator = {
  readonly ask: Ask;
  readonly look: Look;
  /** How far long work has come. */
  readonly show: (done: number, total: number) => void;
};
