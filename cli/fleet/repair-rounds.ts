import type { Refused } from '../../shared/dead-letters/operator-command.ts';
import type { RepairAnswer } from '../../shared/fleet/fleet-command.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { type Ask, answerOrFailure } from '../calling/ask.ts';

/** All answers of one repair as one, and why it went no further, where it could not. */
export type RepairRounds = {
  readonly answer: RepairAnswer;
  readonly refused?: Refused['refused'];
  readonly failure?: ApiError;
};

/**
 * Carries out a plan by as many invocations as that takes. Ends when no step is left, and when an
 * invocation reaches no key that none before it did. Throws only when the first invocation fails:
 * after that, what was done must be told.
 */
export async function repairRounds(
  planHash: string,
  ask: Ask,
  show: (done: number, total: number) => void,
): Promise<RepairRounds | Refused> {
  const first = await ask('repair', { command: 'repair', planHash });
  if ('refused' in first) return first;
  let answer: RepairAnswer = first;
  for (let reached = 0; answer.remaining > 0 && reachedIn(answer) > reached; ) {
    reached = reachedIn(answer);
    show(reached, reached + answer.remaining);
    const next = await answerOrFailure(
      ask('repair', { command: 'repair', planHash: answer.planHash }),
    );
    if (next instanceof ApiError) return { answer, failure: next };
    if ('refused' in next) return { answer, refused: next.refused };
    answer = merged(answer, next);
  }
  return { answer };
}

function reachedIn({ repaired, failed }: RepairAnswer): number {
  return repaired.length + failed.length;
}

/** A step that failed may have been made good since, or have failed again. */
function merged(before: RepairAnswer, next: RepairAnswer): RepairAnswer {
  const retried = new Set([...next.repaired, ...next.failed].map(({ keyId }) => keyId));
  const stillFailed = before.failed.filter(({ keyId }) => !retried.has(keyId));
  return {
    ...next,
    repaired: [...before.repaired, ...next.repaired],
    failed: [...stillFailed, ...next.failed],
  };
}
