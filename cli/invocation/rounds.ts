import type { Refused } from '../../shared/generated/refused.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';

/**
 * Sends a command again until nothing is left to do, or until an invocation makes no progress. A
 * refusal or failure after the first invocation is part of the answer, since it must not hide what was
 * done before it.
 *
 * @throws ApiError when the first invocation fails.
 */
export async function repeatUntilDone<Answer extends object>(
  { send, merge, doneCount, leftCount }: LongCommand<Answer>,
  onProgress: (done: number, total: number) => void,
): Promise<RepeatedAnswer<Answer> | Refused> {
  const first = await send();
  if (isRefused(first)) return first;
  let answer: Answer = first;
  for (let done = 0; leftCount(answer) > 0 && doneCount(answer) > done; ) {
    done = doneCount(answer);
    onProgress(done, done + leftCount(answer));
    const next: Answer | Refused | ApiError = await answerOrFailure(send(answer));
    if (next instanceof ApiError) return { answer, failure: next };
    if (isRefused(next)) return { answer, refused: next.refused };
    answer = merge(answer, next);
  }
  return { answer };
}

/** A command that may take several invocations. */
type LongCommand<Answer> = {
  /** Starts the command, or continues it from what was answered so far. Throws `ApiError`. */
  readonly send: (before?: Answer) => Promise<Answer | Refused>;
  readonly merge: (before: Answer, next: Answer) => Answer;
  readonly doneCount: (answer: Answer) => number;
  /** How many are left that another invocation could do. */
  readonly leftCount: (answer: Answer) => number;
};

/** The answers to one command, merged; and why it stopped early, if it did. */
type RepeatedAnswer<Answer> = {
  readonly answer: Answer;
  readonly refused?: Refused['refused'];
  readonly failure?: ApiError;
};

function isRefused(answer: object): answer is Refused {
  return 'refused' in answer;
}

function answerOrFailure<Answer>(sent: Promise<Answer>): Promise<Answer | ApiError> {
  return sent.catch((error: unknown) => {
    if (error instanceof ApiError) return error;
    throw error;
  });
}
