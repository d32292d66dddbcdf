import type { RedriveAnswer, Refused } from '../../shared/dead-letters/command.ts';
import { ApiError } from '../../shared/tenant-key/api-error.ts';
import { counted } from '../../terminal/sentences.ts';
import type { Ask } from '../calling/ask.ts';
import { askInRounds } from '../calling/ask-in-rounds.ts';
import type { CommandOf } from '../calling/commands.ts';
import { type Ending, refusedEnding } from '../reporting/ending.ts';
import type { Look } from '../reporting/look.ts';
import type { Operator } from '../reporting/operator.ts';
import type { Exit } from '../usage/exit-codes.ts';
import { isSettled } from './is-settled.ts';
import { NO_LETTER_FITS } from './no-letter-fits.ts';
import { resultsText } from './results-text.ts';

/** Sends letters in again, and tells what became of each. */
export async function redriveLetters(
  command: CommandOf<'redrive'>,
  { ask, look, show }: Operator,
): Promise<Ending> {
  const work = {
    ask: (before?: RedriveAnswer) => (before ? askNext(before, ask) : ask('redrive', command)),
    merged: (before: RedriveAnswer, next: RedriveAnswer) => ({
      ...next,
      results: [...before.results, ...next.results],
    }),
    doneIn: ({ results }: RedriveAnswer) => results.length,
    leftIn: ({ remaining, stoppedBy }: RedriveAnswer) => (stoppedBy === undefined ? remaining : 0),
  };
  const rounds = await askInRounds(work, show);
  if (!('answer' in rounds)) return refusedEnding(rounds);
  const exit = rounds.refused || rounds.failure ? 'partly' : exitOf(rounds.answer);
  return { ...rounds, exit, text: redriveText(rounds.answer, look) };
}

async function askNext({ next }: RedriveAnswer, ask: Ask): Promise<RedriveAnswer | Refused> {
  if (next?.command === 'redrive') return ask('redrive', next);
  const detail = 'the function names no redrive to go on with';
  throw new ApiError('UnreadableAnswer', { detail });
}

function exitOf({ results, remaining, stoppedBy }: RedriveAnswer): Exit {
  if (stoppedBy !== undefined || remaining > 0 || !results.every(isSettled)) return 'partly';
  return results.length === 0 ? 'nothing' : 'done';
}

function redriveText(answer: RedriveAnswer, look: Look): string {
  const { results, remaining, stoppedBy } = answer;
  if (results.length + remaining === 0 && stoppedBy === undefined) return NO_LETTER_FITS;
  const again = `give the same command again${stoppedBy === undefined ? '' : ' when that is over'}`;
  const left = remaining === 0 ? [] : [`${counted(remaining, 'letter')} not reached: ${again}.`];
  return resultsText(answer, left, look);
}
