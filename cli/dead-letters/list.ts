import type {
  DeadLetterList,
  DeadLetterSummary,
  Selection,
} from '../../shared/dead-letters/generated/dead-letters-command.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { paragraph, shortSpan } from '../../terminal/text.ts';
import type { CommandOf, VerbContext } from '../invocation/operator-command.ts';
import { type CommandResult, refusedResult } from '../report/result.ts';
import { CODE_COLUMN, type Style, shortId } from '../report/style.ts';
import {
  countTable,
  ID_COLUMN,
  keyCell,
  limitNotes,
  mostFirst,
  NO_DEAD_LETTER_MATCHES,
  nextAttemptCell,
} from './cells.ts';
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
  const notes = waitingNote(answer, command, style) + limitNotes(answer, style.width);
  return { exit: 'done', answer, text: text + notes };
}

function noDeadLetters({ all, states }: Selection = {}): string {
  if (!all) return NO_DEAD_LETTER_MATCHES;
  return states === undefined
    ? 'There are no parked dead letters.\n'
    : 'There are none in that state.\n';
}

/** What a list of those that are parked does not show. */
function waitingNote(
  { waiting, total }: DeadLetterList,
  { selection = {} }: CommandOf<'list'>,
  { width, nextCommand }: Style,
): string {
  if (waiting === 0 || selection.states !== undefined || selection.ids !== undefined) return '';
  const note = `${counted(waiting, 'more request')} ${waiting === 1 ? 'waits and is' : 'wait and are'} resumed by the timer:`;
  const gap = total === 0 ? '' : '\n';
  return `${gap}${paragraph(note, width)}${nextCommand(['dead-letters', 'list', '--state', 'waiting'])}`;
}

function deadLettersText(
  { letters: deadLetters, total, counts }: DeadLetterList,
  { selection = {} }: CommandOf<'list'>,
  style: Style,
): string {
  const { width, paint, nowMs, nextCommand } = style;
  const waits = deadLetters.some(({ state }) => state === 'waiting');
  const columns = waits ? [...COLUMNS, NEXT_COLUMN] : COLUMNS;
  const rows = deadLetters.map((deadLetter) => rowOf(deadLetter, nowMs).slice(0, columns.length));
  const [[mostCode] = ['']] = mostFirst(counts);
  const { all, states } = selection;
  const ofState = flagsFor(states === undefined ? {} : { states });
  const chosen = all ? ['--code', mostCode, ...ofState] : flagsFor(selection);
  return [
    table(columns, rows, width, paint),
    `${counted(total, 'dead letter')}${deadLetters.length < total ? `, ${deadLetters.length} of them shown` : ''}:\n` +
      countTable(counts, style),
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

/** Of lists with requests that wait. */
const NEXT_COLUMN: Column = { head: 'next try', align: 'right', isWhole: true };

function rowOf(deadLetter: DeadLetterSummary, nowMs: number): readonly string[] {
  const { id, firstSeenAt, stage, code, identity, attempts } = deadLetter;
  const age = shortSpan((nowMs - Date.parse(firstSeenAt)) / 1_000);
  const next = nextAttemptCell(deadLetter, nowMs);
  return [shortId(id), age, stage, code, keyCell(identity), String(attempts), next];
}
