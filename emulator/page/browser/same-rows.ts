import { useRef } from 'preact/hooks';

/**
 * The rows of an answer, where each row that has not changed is the object that it was before. A table draws such a
 * row no second time.
 */
export function useSameRows<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | number,
): readonly Row[] {
  const known = useRef(new Map<string, Row>());
  const next = new Map<string, Row>();
  const same = rows.map((row) => {
    const text = `${keyOf(row)} ${JSON.stringify(row)}`;
    const kept = known.current.get(text) ?? row;
    next.set(text, kept);
    return kept;
  });
  known.current = next;
  return same;
}
