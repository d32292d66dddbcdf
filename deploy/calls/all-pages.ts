export type Page<Row> = { readonly rows: readonly Row[]; readonly total: number };

/** No list of ours is longer, and so every reading ends. */
const ROWS_MAX = 10_000;

/** Reads a list to its end, page by page. What changes meanwhile may be missing, or there twice. */
export async function allPages<Row>(
  readPage: (offset: number) => Promise<Page<Row>>,
): Promise<readonly Row[]> {
  const all: Row[] = [];
  while (all.length < ROWS_MAX) {
    const { rows, total } = await readPage(all.length);
    all.push(...rows);
    if (rows.length === 0 || all.length >= total) break;
  }
  return all;
}
