import type { Refused } from '../../shared/dead-letters/command.ts';
import type { ApiError } from '../../shared/tenant-key/api-error.ts';
import type { Exit } from '../usage/exit-codes.ts';

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
