import type { LetterResult, Redriven } from '../../shared/dead-letters/command.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { paragraph, printable } from '../../terminal/text.ts';
import { shortId } from '../reporting/cells.ts';
import type { Look } from '../reporting/look.ts';
import { firstToShow } from './first-to-show.ts';
import { ID_COLUMN, keyCell, OUTCOME_COLUMN } from './letter-cells.ts';
import { outcomeCounts } from './outcome-counts.ts';

/** What became of each letter, how that sums up with `more` to say, and what to do next. */
export function resultsText(
  { results, stoppedBy }: Redriven,
  more: readonly string[],
  look: Look,
): string {
  const counts =
    results.length === 0
      ? []
      : [`${counted(results.length, 'letter')}: ${outcomeCounts(results)}.`];
  const outage = stoppedBy === undefined ? [] : [`An outage stopped it: ${printable(stoppedBy)}.`];
  const stuck = results.filter(({ outcome }) => outcome === 'parked' || outcome === 'refused');
  return [
    ...(results.length === 0 ? [] : [table(COLUMNS, results.map(rowOf), look.width, look.paint)]),
    paragraph([...counts, ...outage, ...more].join(' '), look.width),
    ...firstToShow(stuck, look),
  ].join('\n');
}

const COLUMNS: readonly Column[] = [
  ID_COLUMN,
  { head: 'key' },
  OUTCOME_COLUMN,
  { head: 'what', cut: 'start' },
];

function rowOf(result: LetterResult): readonly string[] {
  return [shortId(result.id), keyCell(result), result.outcome, whatOf(result)];
}

function whatOf({ code, keyId, adopted }: LetterResult): string {
  if (code !== undefined) return code;
  if (keyId === undefined) return '-';
  return `key ${shortId(keyId)}${adopted ? ', which was there' : ''}`;
}
