import type {
  RedrivePlan,
  RedrivePlans,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { paragraph } from '../../terminal/text.ts';
import type { CommandOf, VerbContext } from '../invocation/operator-command.ts';
import { type CommandResult, refusedResult } from '../report/result.ts';
import { CODE_COLUMN, type Style, shortId } from '../report/style.ts';
import { ID_COLUMN, keyCell, limitNotes, NO_DEAD_LETTER_MATCHES, OUTCOME_COLUMN } from './cells.ts';
import { isSettled, outcomeCounts, showFirst } from './outcomes.ts';
import { flagsFor } from './selection.ts';

/** Previews a redrive of dead letters: each outcome, and the calls that would change something. */
export async function planDeadLetters(
  command: CommandOf<'plan'>,
  { send, style }: VerbContext,
): Promise<CommandResult> {
  const answer = await send('plan', command);
  if ('refused' in answer) return refusedResult(answer);
  const text = answer.total === 0 ? NO_DEAD_LETTER_MATCHES : plansText(answer, command, style);
  return { exit: 'done', answer, text: text + limitNotes(answer, style.width) };
}

function plansText(
  { plans, total }: RedrivePlans,
  { selection }: CommandOf<'plan'>,
  style: Style,
): string {
  const { width, nextCommand } = style;
  if (plans.length === 0) {
    return `There was no time to preview any of ${counted(total, 'dead letter')}: select fewer.\n`;
  }
  const planned = plans.length < total ? ` (${plans.length} of ${total} that match)` : '';
  const summary = `Preview: ${outcomeCounts(plans)}${planned}. Nothing was changed.`;
  return [
    planTable(plans, style),
    paragraph(summary, width),
    // Every redrive counts towards REDRIVES_MAX, so one that settles nothing is not proposed.
    ...(plans.some(isSettled)
      ? [
          `To redrive ${plans.length === 1 ? 'it' : 'them'}:\n${nextCommand(['dead-letters', 'redrive', ...flagsFor(selection)])}`,
        ]
      : showFirst(plans, style)),
  ].join('\n');
}

/** A line for each dead letter that was planned. */
export function planTable(plans: readonly RedrivePlan[], { width, paint }: Style): string {
  return table(COLUMNS, plans.map(rowOf), width, paint);
}

const COLUMNS: readonly Column[] = [
  ID_COLUMN,
  { head: 'key' },
  OUTCOME_COLUMN,
  CODE_COLUMN,
  { head: 'calls', cut: 'end' },
];

function rowOf(plan: RedrivePlan): readonly string[] {
  const { id, outcome, code = '-', calls } = plan;
  return [shortId(id), keyCell(plan), outcome, code, calls.join(', ') || '-'];
}
