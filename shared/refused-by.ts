import type { Refused } from './dead-letters/operator-command.ts';
import { ApiError } from './tenant-key/api-error.ts';
import { failureOf } from './tenant-key/failures/failures.ts';

/**
 * What an operator is told when a command failed before it changed anything. A fault of our own is
 * thrown on.
 */
export function refusedBy(error: unknown): Refused {
  if (!(error instanceof ApiError)) throw error;
  const { code, reaction, meaning, nextStep } = failureOf(error.code);
  const advice = reaction === 'give-up' ? nextStep : 'Try again.';
  return { refused: { code, detail: `${meaning} Nothing was changed. ${advice}` } };
}
