import type { RedriveAnswer } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import type { Refused } from '../../shared/generated/refused.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { counted } from '../../terminal/sentences.ts';
import type { CommandOf, SendCommand, VerbContext } from '../invocation/operator-command.ts';
import { repeatUntilDone } from '../invocation/rounds.ts';
import { type CommandResult, type Exit, refusedResult } from '../report/result.ts';
import type { Style } from '../report/style.ts';
import { NO_DEAD_LETTER_MATCHES } from './cells.ts';
import { isSettled, resultsText } from './outcomes.ts';

/** Redrives dead letters, and reports the outcome of each. */
export async function redriveDeadLetters(
  command: CommandOf<'redrive'>,
  { send, style, onProgress }: VerbContext,
): Promise<CommandResult> {
  const redrive = {
    send: (before?: RedriveAnswer) => (before ? sendNext(before, send) : send('redrive', command)),
    merge: (before: RedriveAnswer, next: RedriveAnswer) => ({
      ...next,
      results: [...before.results, ...next.results],
      ...leftOutOf(before, next),
    }),
    doneCount: ({ results }: RedriveAnswer) => results.length,
    leftCount: ({ remaining, stoppedBy }: RedriveAnswer) =>
      stoppedBy === undefined ? remaining : 0,
  };
  const repeated = await repeatUntilDone(redrive, onProgress);
  if (!('answer' in repeated)) return refusedResult(repeated);
  const exit = repeated.refused || repeated.failure ? 'partly' : exitOf(repeated.answer);
  return { ...repeated, exit, text: redriveText(repeated.answer, style) };
}

/** Each command names what it has left out itself, so that one may name it again. */
function leftOutOf(
  { leftOut: before = [] }: RedriveAnswer,
  { leftOut: next = [] }: RedriveAnswer,
): Pick<RedriveAnswer, 'leftOut'> {
  const byPlace = new Map([...before, ...next].map((each) => [JSON.stringify(each), each]));
  return byPlace.size === 0 ? {} : { leftOut: [...byPlace.values()] };
}

async function sendNext(
  { next }: RedriveAnswer,
  send: SendCommand,
): Promise<RedriveAnswer | Refused> {
  if (next?.command === 'redrive') return send('redrive', next);
  const detail = 'the answer of the function does not say where to continue';
  throw new ApiError('UnreadableAnswer', { detail });
}

function exitOf({ results, remaining, stoppedBy }: RedriveAnswer): Exit {
  if (stoppedBy !== undefined || remaining > 0 || !results.every(isSettled)) return 'partly';
  return results.length === 0 ? 'nothing' : 'done';
}

function redriveText(answer: RedriveAnswer, style: Style): string {
  const { results, remaining, stoppedBy } = answer;
  if (results.length + remaining === 0 && stoppedBy === undefined) return NO_DEAD_LETTER_MATCHES;
  const again = `run the same command again${stoppedBy === undefined ? '' : ' when it is over'}`;
  const left =
    remaining === 0 ? [] : [`${counted(remaining, 'dead letter')} not reached: ${again}.`];
  return resultsText(answer, left, style);
}
