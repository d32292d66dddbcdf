import { failureOf } from '../tenant-key/failures/failures.ts';
import type { Outcome } from '../tenant-key/message.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import type { LetterResult } from './operator-command.ts';

/** What redriving a letter came to, once it is settled. */
export function resultOf(letter: DeadLetter, outcome: Outcome): LetterResult {
  const base = { id: letter.id, ...namesOf(letter) };
  if (outcome.kind === 'provisioned') {
    const { adopted, key } = outcome;
    return { ...base, outcome: 'provisioned', adopted, keyId: key.keyId };
  }
  const { code, keyId } = outcome.failed;
  const isLeft = outcome.kind === 'retry' || ranOutOfTime(code);
  const kind = isLeft ? 'left' : outcome.kind;
  return { ...base, outcome: kind, code, ...(keyId === undefined ? {} : { keyId }) };
}

/** The result of a letter that was not tried. */
export function refusalResult(letter: DeadLetter, code: string): LetterResult {
  return { id: letter.id, ...namesOf(letter), outcome: 'refused', code };
}

/** Whose letter it is, as far as it says. */
export function namesOf({ identity }: DeadLetter): Pick<LetterResult, 'tenantId' | 'keyName'> {
  if (identity === undefined) return {};
  const { tenantId, keyName } = identity;
  return { tenantId, ...(keyName === undefined ? {} : { keyName }) };
}

/** The attempt ended for want of time: nothing is decided by it. */
export function ranOutOfTime(code: string): boolean {
  return code !== 'OwnFault' && failureOf(code).end === 'yield';
}
