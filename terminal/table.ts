import type { Color, Paint } from './paint.ts';
import { type Cut, columnsOf, cutToFit, printable } from './text.ts';

export type Column = {
  readonly head: string;
  readonly align?: 'right';
  /** Where long cells are cut; by default in the middle, since names differ at both ends. */
  readonly cut?: Cut;
  /** Its cells are never cut. */
  readonly isWhole?: true;
  readonly color?: (cell: string) => Color | undefined;
};

/**
 * A table that fits the terminal, unless the columns that are never cut are wider than it. The widest of
 * the other columns are cut.
 */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  paint: Paint,
): string {
  const cells = rows.map((row) => row.map(printable));
  const widths = widthsOf(columns, cells, width - GAP.length * (columns.length - 1));
  const lineOf = (row: readonly string[], isHead: boolean) =>
    columns
      .map((column, index) => drawn(row[index] ?? '', column, widths[index] ?? 0, isHead, paint))
      .join(GAP)
      .trimEnd();
  const head = columns.map((column) => column.head);
  const lines = [lineOf(head, true), ...cells.map((row) => lineOf(row, false))];
  return lines.map((line) => `${line}\n`).join('');
}

const GAP = '  ';

function drawn(
  cell: string,
  { align, cut = 'middle', color }: Column,
  width: number,
  isHead: boolean,
  paint: Paint,
): string {
  const text = cutToFit(cell, width, cut);
  const space = ' '.repeat(width - columnsOf(text));
  const tint = isHead ? 'bold' : color?.(cell);
  const painted = tint === undefined ? text : paint(tint, text);
  return align === 'right' ? space + painted : painted + space;
}

function widthsOf(
  columns: readonly Column[],
  cells: readonly (readonly string[])[],
  room: number,
): readonly number[] {
  const widths = columns.map(({ head }, index) =>
    cells.reduce((most, row) => Math.max(most, columnsOf(row[index] ?? '')), head.length),
  );
  const least = columns.map(({ head, isWhole }) =>
    isWhole ? Number.POSITIVE_INFINITY : Math.max(head.length, NARROWEST),
  );
  for (let excess = sumOf(widths) - room; excess > 0; excess -= 1) {
    const spare = widths.map((width, index) => (width > (least[index] ?? 0) ? width : 0));
    const widest = Math.max(...spare);
    if (widest === 0) break;
    widths[spare.indexOf(widest)] = widest - 1;
  }
  return widths;
}

const NARROWEST = 5;

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
