import type { Refused } from '../../shared/generated/refused.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { counted } from '../../terminal/sentences.ts';
import { type CommandResult, type Exit, refusedResult } from '../report/result.ts';
import { Stopped } from './stop.ts';

/**
 * Sends a command again until nothing is left to do, or until an invocation makes no progress. A
 * refusal or failure after the first invocation is part of the result, and so is Ctrl-C, since none of them must
 * hide what was done before it.
 *
 * @throws ApiError when the first invocation fails; Stopped when Ctrl-C ends it.
 */
export async function runInRounds<Answer extends object>(
  command: LongCommand<Answer>,
  onProgress: (done: number, total: number) => void,
): Promise<CommandResult> {
  const { send, merge, doneCount, leftCount } = command;
  const first = await send();
  if (isRefused(first)) return refusedResult(first);
  let answer: Answer = first;
  for (let done = 0; leftCount(answer) > 0 && doneCount(answer) > done; ) {
    done = doneCount(answer);
    onProgress(done, done + leftCount(answer));
    const next: Answer | Refused | ApiError | Stopped = await answerOrEnd(send(answer));
    if (next instanceof Stopped) return stoppedResult(answer, command);
    if (next instanceof ApiError) return { ...endedEarly(answer, command), failure: next };
    if (isRefused(next)) return { ...endedEarly(answer, command), refused: next.refused };
    answer = merge(answer, next);
  }
  return { exit: command.exitOf(answer), answer, text: command.textOf(answer) };
}

/** A command that may take several invocations. */
export type LongCommand<Answer> = {
  /** Starts the command, or continues it from what was answered so far. Throws `ApiError`. */
  readonly send: (before?: Answer) => Promise<Answer | Refused>;
  readonly merge: (before: Answer, next: Answer) => Answer;
  /** What is counted, in the singular. */
  readonly thing: string;
  readonly doneCount: (answer: Answer) => number;
  /** How many are left that another invocation could do. */
  readonly leftCount: (answer: Answer) => number;
  /** How the command ended, if nothing ended it early. */
  readonly exitOf: (answer: Answer) => Exit;
  readonly textOf: (answer: Answer) => string;
};

function endedEarly<Answer extends object>(answer: Answer, { textOf }: LongCommand<Answer>) {
  return { exit: 'partly', answer, text: textOf(answer) } as const;
}

/** How far it came, by the answers so far. */
function stoppedResult<Answer extends object>(
  answer: Answer,
  { thing, doneCount, leftCount, textOf }: LongCommand<Answer>,
): CommandResult {
  const done = doneCount(answer);
  const problem = `Stopped after ${done} of ${counted(done + leftCount(answer), thing)}`;
  return { exit: 'stopped', answer, text: textOf(answer), problem };
}

function isRefused(answer: object): answer is Refused {
  return 'refused' in answer;
}

function answerOrEnd<Answer>(sent: Promise<Answer>): Promise<Answer | ApiError | Stopped> {
  return sent.catch((error: unknown) => {
    if (error instanceof ApiError || error instanceof Stopped) return error;
    throw error;
  });
}
