/**
 * The row of a code in a table that is keyed by codes and their families: the row of the code itself,
 * else of the other members of its family (`Family.*`), else of the family.
 */
export function rowOf<Row>(rows: ReadonlyMap<string, Row>, code: string): Row | undefined {
  const family = familyOf(code);
  return (
    rows.get(code) ?? (family === code ? undefined : rows.get(`${family}.*`)) ?? rows.get(family)
  );
}

/** The part of a code before its first dot. */
function familyOf(code: string): string {
  return code.replace(/\..*$/s, '');
}
