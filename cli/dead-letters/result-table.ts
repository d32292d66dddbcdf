import type { LetterResult } from '../../shared/dead-letters/operator-command.ts';
import { type Column, table } from '../../terminal/table.ts';
import type { Look } from '../reporting/look.ts';
import { ID_COLUMN, keyCell, OUTCOME_COLUMN, shortId } from './letter-cells.ts';

/** What became of each letter. */
export function resultTable(results: readonly LetterResult[], { width, paint }: Look): string {
  return table(COLUMNS, results.map(rowOf), width, paint);
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
