import type { Refused } from '../../shared/operator-command.ts';
import type { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Paint } from '../../terminal/paint.ts';
import type { Column } from '../../terminal/table.ts';

/** Enough of an id to tell a letter, or a key, from others; the command takes it for the whole. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}

/** The last part of a code says the most. */
export const CODE_COLUMN: Column = { head: 'code', cut: 'start' };

/** What a command came to. */
export type Ending = {
  readonly exit: Exit;
  /** For a program. */
  readonly answer: object;
  /** For a person. */
  readonly text: string;
  /** Why it went no further. */
  readonly refused?: Refused['refused'];
  readonly failure?: ApiError;
};

/** The ending of a command that was refused at once. */
export function refusedEnding(answer: Refused): Ending {
  return { exit: 'refused', answer, text: '', refused: answer.refused };
}

/** How the command ends. */
export type Exit = 'done' | 'failed' | 'usage' | 'partly' | 'refused' | 'nothing' | 'stopped';

/** All that a program can go by besides `--json`. */
export const EXIT_CODES: Readonly<
  Record<Exit, { readonly code: number; readonly meaning: string }>
> = {
  done: { code: 0, meaning: 'done' },
  failed: { code: 1, meaning: 'failed: there was no answer that can be used, or a check is bad' },
  usage: { code: 2, meaning: 'called wrongly, or a setting is missing: nothing was changed' },
  partly: { code: 3, meaning: 'partly done: something is not what it should be yet' },
  refused: { code: 4, meaning: 'refused, for the reason that is told: nothing was changed' },
  nothing: { code: 5, meaning: 'there was nothing to do' },
  stopped: { code: 130, meaning: 'stopped by Ctrl-C' },
};

/**
 * An answer as one line of JSON. Control characters that JSON would let through are escaped too, since
 * stdout may be a terminal; whoever parses the line gets the same text.
 */
export function jsonLine(answer: object): string {
  const json = JSON.stringify(answer).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${json}\n`;
}

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
