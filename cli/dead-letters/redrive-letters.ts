import type { RedriveAnswer } from '../../shared/dead-letters/operator-command.ts';
import { printable } from '../../terminal/printable.ts';
import { paragraph } from '../../terminal/wrapped.ts';
import type { CommandOf } from '../calling/commands.ts';
import { type Ending, refusedEnding } from '../reporting/ending.ts';
import type { Look } from '../reporting/look.ts';
import type { Operator } from '../reporting/operator.ts';
import type { Exit } from '../usage/exit-codes.ts';
import { counted } from '../usage/sentences.ts';
import { isSettled } from './is-settled.ts';
import { NO_LETTER_FITS } from './no-letter-fits.ts';
import { outcomeCounts } from './outcome-counts.ts';
import { redriveRounds } from './redrive-rounds.ts';
import { resultTable } from './result-table.ts';

/** Sends letters in again, and tells what became of each. */
export async function redriveLetters(
  command: CommandOf<'redrive'>,
  { ask, look, show }: Operator,
): Promise<Ending> {
  const rounds = await redriveRounds(command.selection, ask, show);
  if (!('answer' in rounds)) return refusedEnding(rounds);
  const exit = rounds.refused || rounds.failure ? 'partly' : exitOf(rounds.answer);
  return { ...rounds, exit, text: redriveText(rounds.answer, look) };
}

function exitOf({ results, remaining, stoppedBy }: RedriveAnswer): Exit {
  if (stoppedBy !== undefined || remaining > 0 || !results.every(isSettled)) return 'partly';
  return results.length === 0 ? 'nothing' : 'done';
}

function redriveText(answer: RedriveAnswer, look: Look): string {
  const { results, remaining, stoppedBy } = answer;
  const sentences = [
    ...(results.length === 0
      ? []
      : [`${counted(results.length, 'letter')}: ${outcomeCounts(results)}.`]),
    ...(stoppedBy === undefined ? [] : [`An outage stopped it: ${printable(stoppedBy)}.`]),
    ...(remaining === 0
      ? []
      : [`${counted(remaining, 'letter')} not reached: give the same command again.`]),
  ];
  if (sentences.length === 0) return NO_LETTER_FITS;
  const summary = paragraph(sentences.join(' '), look.width);
  return results.length === 0 ? summary : `${resultTable(results, look)}\n${summary}`;
}
