import type { LetterResult } from '../../shared/dead-letters/operator-command.ts';

/** The letter waits no more. */
export function isSettled({ outcome }: LetterResult): boolean {
  return outcome === 'provisioned' || outcome === 'rejected';
}
