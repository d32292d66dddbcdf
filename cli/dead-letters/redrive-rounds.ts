import type {
  RedriveAnswer,
  Refused,
  Selection,
} from '../../shared/dead-letters/operator-command.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { type Ask, answerOrFailure } from '../calling/ask.ts';

/** All answers of one redrive as one, and why it went no further, where it could not. */
export type RedriveRounds = {
  readonly answer: RedriveAnswer;
  readonly refused?: Refused['refused'];
  readonly failure?: ApiError;
};

/**
 * Redrives all letters of a selection, by as many invocations as that takes. Ends when none is left,
 * when an outage stops it, and when the function had no time for a single letter. Throws only when the
 * first invocation fails: after that, what was done must be told.
 */
export async function redriveRounds(
  selection: Selection,
  ask: Ask,
  show: (done: number, total: number) => void,
): Promise<RedriveRounds | Refused> {
  const first = await ask('redrive', { command: 'redrive', selection });
  if ('refused' in first) return first;
  let answer: RedriveAnswer = first;
  for (let done = 0; goesOn(answer) && answer.results.length > done; ) {
    done = answer.results.length;
    show(done, done + answer.remaining);
    const next = await answerOrFailure(askAgain(answer, ask));
    if (next instanceof ApiError) return { answer, failure: next };
    if ('refused' in next) return { answer, refused: next.refused };
    answer = { ...next, results: [...answer.results, ...next.results] };
  }
  return { answer };
}

function goesOn({ next, stoppedBy }: RedriveAnswer): boolean {
  return next !== undefined && stoppedBy === undefined;
}

async function askAgain({ next }: RedriveAnswer, ask: Ask): Promise<RedriveAnswer | Refused> {
  if (next?.command === 'redrive') return ask('redrive', next);
  const detail = 'the function names no redrive to go on with';
  throw new ApiError('UnreadableAnswer', { detail });
}
