import type {
  DeadLetterList,
  DeadLetterSummary,
  Selection,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { shortSpan } from '../../terminal/text.ts';
import type { CommandOf, VerbContext } from '../invocation/operator-command.ts';
import { type CommandResult, refusedResult } from '../report/result.ts';
import { CODE_COLUMN, type Style, shortId } from '../report/style.ts';
import { ID_COLUMN, keyCell, limitNotes, NO_DEAD_LETTER_MATCHES } from './cells.ts';
import { flagsFor } from './selection.ts';

/** Lists dead letters, and proposes a preview of a redrive. */
export async function listDeadLetters(
  command: CommandOf<'list'>,
  { send, style }: VerbContext,
): Promise<CommandResult> {
  const answer = await send('list', command);
  if ('refused' in answer) return refusedResult(answer);
  const text =
    answer.total === 0 ? noDeadLetters(command.selection) : deadLettersText(answer, command, style);
  return { exit: 'done', answer, text: text + limitNotes(answer, style.width) };
}

function noDeadLetters({ all }: Selection = {}): string {
  return all ? 'There are no dead letters.\n' : NO_DEAD_LETTER_MATCHES;
}

function deadLettersText(
  { letters: deadLetters, total, counts }: DeadLetterList,
  { selection = {} }: CommandOf<'list'>,
  { width, paint, nowMs, nextCommand }: Style,
): string {
  const rows = deadLetters.map((deadLetter) => rowOf(deadLetter, nowMs));
  const byCount = Object.entries(counts).sort(([, one], [, other]) => other - one);
  const countRows = byCount.map(([code, count]) => [String(count), code]);
  const [mostCode = ''] = byCount[0] ?? [];
  const chosen = selection.all ? ['--code', mostCode] : flagsFor(selection);
  return [
    table(COLUMNS, rows, width, paint),
    `${counted(total, 'dead letter')}${deadLetters.length < total ? `, ${deadLetters.length} of them shown` : ''}:\n` +
      table(COUNT_COLUMNS, countRows, width, paint),
    `To preview a redrive:\n${nextCommand(['dead-letters', 'plan', ...chosen])}`,
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

const COUNT_COLUMNS: readonly Column[] = [{ head: 'count', align: 'right' }, CODE_COLUMN];

function rowOf(deadLetter: DeadLetterSummary, nowMs: number): readonly string[] {
  const { id, firstSeenAt, stage, code, identity, attempts } = deadLetter;
  const age = shortSpan((nowMs - Date.parse(firstSeenAt)) / 1_000);
  return [shortId(id), age, stage, code, keyCell(identity), String(attempts)];
}
