import type { Refused } from '../../shared/generated/refused.ts';
import type { ApiError } from '../../shared/tenant-key/api-error.ts';
import { failureOf } from '../../shared/tenant-key/failures/failures.ts';

/** How an operator's command ended. */
export type CommandResult = {
  readonly exit: Exit;
  /** What `--json` prints. */
  readonly answer: object;
  /** What is printed otherwise. */
  readonly text: string;
  /** Why the function refused to continue, or failed, after part of the work was done. */
  readonly refused?: Refused['refused'];
  readonly failure?: ApiError;
};

/**
 * The result of a command that was refused at once. One that could not read all that it is about has
 * failed: its exit must not look like that of a wrong command.
 */
export function refusedResult(answer: Refused): CommandResult {
  const { refused } = answer;
  const exit = failureOf(refused.code).cause === 'incomplete' ? 'failed' : 'refused';
  return { exit, answer, text: '', refused };
}

/** How the process ends. */
export type Exit = 'done' | 'failed' | 'usage' | 'partly' | 'refused' | 'nothing' | 'stopped';

/** The exit codes, which with `--json` are the interface for programs. */
export const EXIT_CODES: Readonly<
  Record<Exit, { readonly code: number; readonly meaning: string }>
> = {
  done: { code: 0, meaning: 'done' },
  failed: { code: 1, meaning: 'failed: no usable answer, or a check is bad' },
  usage: { code: 2, meaning: 'usage error, or a missing setting: nothing was changed' },
  partly: { code: 3, meaning: 'partly done: something is not yet as it should be' },
  refused: { code: 4, meaning: 'refused, for the reason printed: nothing was changed' },
  nothing: { code: 5, meaning: 'nothing to do' },
  stopped: { code: 130, meaning: 'stopped by Ctrl-C' },
};

/**
 * An answer as one line of JSON. Control characters that JSON allows are escaped too, since stdout may be a
 * terminal. That does not change the parsed value.
 */
export function jsonLine(answer: object): string {
  const json = JSON.stringify(answer).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `${json}\n`;
}
