import { type Environment, type Paint, paintFor } from './paint.ts';
import { printable } from './text.ts';

/** A stream of the process, as far as texts for a person need it. */
export type Output = {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** An output that no text can steer, wherever it comes from. */
export type SafeOutput = Output & {
  /** Colours a text for this output. No other text can colour anything there. */
  readonly paint: Paint;
  /** Replaces the line of the cursor by a text; erases it when the text is empty. */
  readonly rewriteLine: (text: string) => void;
  /** Empties the screen for a text that is drawn anew. What was coloured before is not coloured any more. */
  readonly clear: () => void;
};

/**
 * Makes an output the one place where texts enter the terminal: they may have line feeds, and what its own
 * `paint` has made. Every other control character is written as an escape, for example `\u001b`, and so is every
 * other invisible one: those that reorder or hide what follows them too. So a text from outside that a caller has
 * forgotten to make printable cannot move the cursor, set a title or pretend to be another line.
 */
export function safeOutput(stream: Output, env: Environment): SafeOutput {
  const paint = paintFor(stream.isTTY, env);
  const painted = new Set<string>();
  const write = (text: string) => stream.write(escaped(text, painted));
  return {
    ...(stream.isTTY !== undefined && { isTTY: stream.isTTY }),
    ...(stream.columns !== undefined && { columns: stream.columns }),
    write,
    paint: (color, text) => {
      const run = paint(color, printable(text));
      painted.add(run);
      return run;
    },
    rewriteLine: (text) => {
      stream.write(RESTART_LINE);
      if (text !== '') write(text);
    },
    clear: () => {
      painted.clear();
      stream.write(CLEAR);
    },
  };
}

/** Moves to the first column and erases the line. @see ECMA-48 (CR, EL) */
const RESTART_LINE = '\r\u001b[K';

/** Moves to the first line and erases what follows. @see ECMA-48 (CUP, ED) */
const CLEAR = '\u001b[H\u001b[J';

/** A text from outside may look like a coloured one, so only those that were painted here count. */
function escaped(text: string, painted: ReadonlySet<string>): string {
  return text
    .split(COLOURED)
    .map((part) => (painted.has(part) ? part : part.split('\n').map(printable).join('\n')))
    .join('');
}

/** From a colour to its end. @see ECMA-48 (SGR) */
const COLOURED = /(\p{Cc}\[\d+m[^\p{Cc}]*\p{Cc}\[0m)/u;
