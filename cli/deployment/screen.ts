import type { Look } from '../reporting/look.ts';

/** How a verb about the application talks with whoever typed it. */
export type Screen = {
  readonly look: Look;
  /** Shows a text as soon as there is one, since deploying takes a while; with `--json`, nothing. */
  readonly tell: (text: string) => void;
  /** Asks, and waits for a line; absent where nobody sits at a terminal. */
  readonly ask?: (question: string) => Promise<string>;
};
