import type { LetterList, Selection } from '../../shared/dead-letters/command.ts';
import type { LetterSummary } from '../../shared/dead-letters/dead-letter.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { shortSpan } from '../../terminal/text.ts';
import type { CommandOf } from '../calling/commands.ts';
import { CODE_COLUMN, shortId } from '../reporting/cells.ts';
import { type Ending, refusedEnding } from '../reporting/ending.ts';
import type { Look } from '../reporting/look.ts';
import type { Operator } from '../reporting/operator.ts';
import { flagsFor } from '../usage/selection-of.ts';
import { ID_COLUMN, keyCell } from './letter-cells.ts';
import { NO_LETTER_FITS } from './no-letter-fits.ts';
import { tableLimits } from './table-limits.ts';

/** Lists the letters that wait, with what to do about them next. */
export async function listLetters(
  command: CommandOf<'list'>,
  { ask, look }: Operator,
): Promise<Ending> {
  const answer = await ask('list', command);
  if ('refused' in answer) return refusedEnding(answer);
  const text =
    answer.total === 0 ? noLetters(command.selection) : lettersText(answer, command, look);
  return { exit: 'done', answer, text: text + tableLimits(answer, look.width) };
}

function noLetters({ all }: Selection): string {
  return all ? 'No letter waits.\n' : NO_LETTER_FITS;
}

function lettersText(
  { letters, total, counts }: LetterList,
  { selection }: CommandOf<'list'>,
  { width, paint, nowMs, spell }: Look,
): string {
  const rows = letters.map((letter) => rowOf(letter, nowMs));
  const byCount = Object.entries(counts).sort(([, one], [, other]) => other - one);
  const countRows = byCount.map(([code, count]) => [String(count), code]);
  const [mostCode = ''] = byCount[0] ?? [];
  const chosen = selection.all ? ['--code', mostCode] : flagsFor(selection);
  return [
    table(COLUMNS, rows, width, paint),
    `${counted(total, 'letter')}${letters.length < total ? `, ${letters.length} of them shown` : ''}:\n` +
      table(COUNT_COLUMNS, countRows, width, paint),
    `What a redrive would come to:\n${spell(['dead-letters', 'plan', ...chosen])}`,
  ].join('\n');
}

const COLUMNS: readonly Column[] = [
  ID_COLUMN,
  { head: 'age', align: 'right', isWhole: true },
  { head: 'stage', isWhole: true },
  { ...CODE_COLUMN, color: () => 'yellow' },
  { head: 'key' },
  { head: 'tries', align: 'right', isWhole: true },
];

const COUNT_COLUMNS: readonly Column[] = [{ head: 'letters', align: 'right' }, CODE_COLUMN];

function rowOf(letter: LetterSummary, nowMs: number): readonly string[] {
  const { id, firstSeenAt, stage, code, identity, attempts } = letter;
  const age = shortSpan((nowMs - Date.parse(firstSeenAt)) / 1_000);
  return [shortId(id), age, stage, code, keyCell(identity), String(attempts)];
}
