import type { Refused } from '../../shared/generated/refused.ts';
import type { ApiError } from '../../shared/tenant-key/api-error.ts';
import { failureOf } from '../../shared/tenant-key/failures/failures.ts';
import { escapedJson } from '../../terminal/text.ts';

/** How an operator's command ended. */
export type CommandResult = {
  readonly exit: Exit;
  /** What `--json` prints, except for a usage error. */
  readonly answer: object;
  /** What is printed otherwise. */
  readonly text: string;
  /** Why the function refused to continue, or failed, after part of the work was done. */
  readonly refused?: Refused['refused'];
  readonly failure?: ApiError;
  /** Why nothing was done, in a whole sentence; of one that was stopped, how far it came, without its end. */
  readonly problem?: string;
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
 * An answer as one line of JSON. Characters that JSON allows, but that could steer or mislead a terminal, are
 * escaped too, since stdout may be one. That does not change the parsed value.
 */
export function jsonLine(answer: object): string {
  return `${escapedJson(JSON.stringify(answer))}\n`;
}
