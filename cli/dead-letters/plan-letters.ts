import type { LetterPlan, LetterPlans } from '../../shared/dead-letters/command.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { paragraph } from '../../terminal/text.ts';
import type { CommandOf } from '../calling/commands.ts';
import { CODE_COLUMN, shortId } from '../reporting/cells.ts';
import { type Ending, refusedEnding } from '../reporting/ending.ts';
import type { Look } from '../reporting/look.ts';
import type { Operator } from '../reporting/operator.ts';
import { flagsFor } from '../usage/selection-of.ts';
import { firstToShow } from './first-to-show.ts';
import { isSettled } from './is-settled.ts';
import { ID_COLUMN, keyCell, OUTCOME_COLUMN } from './letter-cells.ts';
import { NO_LETTER_FITS } from './no-letter-fits.ts';
import { outcomeCounts } from './outcome-counts.ts';
import { tableLimits } from './table-limits.ts';

/** Foretells what redriving letters would come to. */
export async function planLetters(
  command: CommandOf<'plan'>,
  { ask, look }: Operator,
): Promise<Ending> {
  const answer = await ask('plan', command);
  if ('refused' in answer) return refusedEnding(answer);
  const text = answer.total === 0 ? NO_LETTER_FITS : plansText(answer, command, look);
  return { exit: 'done', answer, text: text + tableLimits(answer, look.width) };
}

function plansText(
  { plans, total }: LetterPlans,
  { selection }: CommandOf<'plan'>,
  look: Look,
): string {
  const { width, paint, spell } = look;
  if (plans.length === 0) {
    return `There was no time to foretell any of ${counted(total, 'letter')}: choose fewer.\n`;
  }
  const foretold = plans.length < total ? ` (${plans.length} of ${total} that fit)` : '';
  const summary = `Would be: ${outcomeCounts(plans)}${foretold}. Nothing was changed.`;
  return [
    table(COLUMNS, plans.map(rowOf), width, paint),
    paragraph(summary, width),
    // A redrive that settles nothing is none to propose: each counts towards REDRIVES_MAX.
    ...(plans.some(isSettled)
      ? [
          `To redrive ${plans.length === 1 ? 'it' : 'them'}:\n${spell(['dead-letters', 'redrive', ...flagsFor(selection)])}`,
        ]
      : firstToShow(plans, look)),
  ].join('\n');
}

const COLUMNS: readonly Column[] = [
  ID_COLUMN,
  { head: 'key' },
  OUTCOME_COLUMN,
  CODE_COLUMN,
  { head: 'calls', cut: 'end' },
];

function rowOf(plan: LetterPlan): readonly string[] {
  const { id, outcome, code = '-', calls } = plan;
  return [shortId(id), keyCell(plan), outcome, code, calls.join(', ') || '-'];
}
