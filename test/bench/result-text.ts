import { type Environment, paintFor } from '../../terminal/paint.ts';
import { type Column, table } from '../../terminal/table.ts';
import type { Result } from './result.ts';
import { resultWords } from './result-words.ts';

const { HEAD, linesOf, remarksOf } = resultWords;

/** The results as one table for a terminal. */
export function resultText(result: Result, isTerminal: boolean, env: Environment): string {
  const paint = paintFor(isTerminal, env);
  const rows = result.benches.flatMap((bench) => [
    [bench.name.toUpperCase()],
    ...linesOf(bench),
    [],
  ]);
  const text = table(COLUMNS, rows, Number.POSITIVE_INFINITY, paint);
  return `${text}${remarksOf(result).join('\n')}\n`;
}

const LEFT = new Set(['measurement', 'compared with', 'budget']);

const COLUMNS: readonly Column[] = HEAD.map((head) => ({
  head,
  isWhole: true,
  ...(LEFT.has(head) ? {} : { align: 'right' as const }),
  ...(head === 'budget'
    ? { color: (cell: string) => (cell.endsWith('MISSED') ? ('red' as const) : ('green' as const)) }
    : {}),
}));
