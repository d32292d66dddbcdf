import type { Refused } from '../../shared/dead-letters/command.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';

/** All answers to one command as one, and why it went no further, where it could not. */
export type Rounds<Answer> = {
  readonly answer: Answer;
  readonly refused?: Refused['refused'];
  readonly failure?: ApiError;
};

/** Work that may take more invocations than one. */
export type LongWork<Answer> = {
  /** Begins; or goes on from what was answered so far. Throws `ApiError`. */
  readonly ask: (before?: Answer) => Promise<Answer | Refused>;
  readonly merged: (before: Answer, next: Answer) => Answer;
  readonly doneIn: (answer: Answer) => number;
  /** How much there is to go on with. */
  readonly leftIn: (answer: Answer) => number;
};

/**
 * Invokes until nothing is left, or until an invocation gets no further than those before it. Throws
 * only when the first fails: after that, what was done must be told.
 */
export async function askInRounds<Answer extends object>(
  { ask, merged, doneIn, leftIn }: LongWork<Answer>,
  show: (done: number, total: number) => void,
): Promise<Rounds<Answer> | Refused> {
  const first = await ask();
  if (isRefused(first)) return first;
  let answer: Answer = first;
  for (let done = 0; leftIn(answer) > 0 && doneIn(answer) > done; ) {
    done = doneIn(answer);
    show(done, done + leftIn(answer));
    const next: Answer | Refused | ApiError = await answerOrFailure(ask(answer));
    if (next instanceof ApiError) return { answer, failure: next };
    if (isRefused(next)) return { answer, refused: next.refused };
    answer = merged(answer, next);
  }
  return { answer };
}

function answerOrFailure<Answer>(asking: Promise<Answer>): Promise<Answer | ApiError> {
  return asking.catch((error: unknown) => {
    if (error instanceof ApiError) return error;
    throw error;
  });
}

function isRefused(answer: object): answer is Refused {
  return 'refused' in answer;
}
