import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * A table of rows. On a narrow screen each row is a card. Widths of columns do not depend on the rows, so
 * nothing moves sideways while rows arrive. A row is drawn once for each object that stands for it, and many new ones
 * in several frames.
 */
export function Table<Row extends object>(props: TableProps<Row>) {
  const { caption, columns, rows, empty, isBusy = false } = props;
  const views = useRowViews(props);

  return (
    <div class="table">
      <table aria-busy={isBusy} style={{ '--columns': tracksOf(columns) }}>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, isNumber }) => (
              <th key={title} scope="col" class={isNumber ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody onPointerMove={props.onAim}>{views}</tbody>
      </table>
      {rows.length === 0 && <div class="empty">{isBusy ? 'Reading…' : empty}</div>}
    </div>
  );
}

export type Column<Row> = {
  readonly title: string;
  /** The first column's cell has the link that opens the row, as `RowLink`. */
  readonly cell: (row: Row) => ComponentChildren;
  /** A track of a CSS grid, such as `8rem` or `2fr`; an equal share of what is left by default. */
  readonly width?: string;
  readonly isNumber?: boolean;
};

type TableProps<Row> = {
  /** What the rows are; it is not seen, but read aloud. */
  readonly caption: string;
  /** The same array each time. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  /** What to say when there are no rows. */
  readonly empty: ComponentChildren;
  /** The rows are being read. */
  readonly isBusy?: boolean;
  /** The pointer moves over the rows. */
  readonly onAim?: () => void;
};

/** The link of a row. A click anywhere in the row follows it. */
export function RowLink({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <a class="row-link" href={href}>
      {children}
    </a>
  );
}

/** A row that has been drawn, with the columns that it was drawn with. */
type Drawn<Row> = Pick<TableRowProps<Row>, 'row' | 'columns'> & { readonly view: VNode };

/** Draws so few new rows in a frame that the page stays quick; the others follow in the next ones. */
function useRowViews<Row extends object>(props: TableProps<Row>): readonly VNode[] {
  const known = useRef<DrawnRows<Row>>(new Map());
  const [, drawMore] = useState(0);
  const { drawn, isCut } = drawnRows(props, known.current);
  known.current = drawn;

  useEffect(() => {
    if (!isCut) return undefined;
    const frame = requestAnimationFrame(() => drawMore((count) => count + 1));
    return () => cancelAnimationFrame(frame);
  });

  return [...drawn.values()].map(({ view }) => view);
}

type DrawnRows<Row> = ReadonlyMap<string | number, Drawn<Row>>;

function drawnRows<Row extends object>(
  { rows, columns, keyOf }: TableProps<Row>,
  known: DrawnRows<Row>,
) {
  const drawn = new Map<string | number, Drawn<Row>>();
  // There are no frames in the background.
  let left = document.hidden ? rows.length : NEW_ROWS_MAX;
  for (const row of rows) {
    const key = keyOf(row);
    const before = known.get(key);
    const isKnown = before?.row === row && before.columns === columns;
    if (!isKnown && left > 0) {
      drawn.set(key, { row, columns, view: <TableRow key={key} {...{ row, columns }} /> });
    } else if (before) {
      drawn.set(key, before);
    }
    if (!isKnown) left -= 1;
  }
  return { drawn, isCut: left < 0 };
}

/** A little more than arrive between two events of the stream at 5,000 calls a minute. */
const NEW_ROWS_MAX = 20;

type TableRowProps<Row> = { readonly row: Row; readonly columns: readonly Column<Row>[] };

function TableRow<Row>({ row, columns }: TableRowProps<Row>) {
  return (
    <tr>
      {columns.map(({ title, cell, isNumber }) => (
        <td key={title} data-title={title} class={isNumber ? 'number' : undefined}>
          <div>{cell(row)}</div>
        </td>
      ))}
    </tr>
  );
}

function tracksOf<Row>(columns: readonly Column<Row>[]): string {
  return columns
    .map(({ width = '1fr' }) => (width.endsWith('fr') ? `minmax(0, ${width})` : width))
    .join(' ');
}
