import { type Refusal, refuse } from '../../api/service.ts';

export const FILTERS = [
  { Name: { type: 'string', required: true }, Values: { type: 'string[]', required: true } },
] as const;

/** The part of the parameters that both lists have. */
type Listing = { readonly Offset?: number; readonly Limit?: number; readonly Order?: string };

type ReadListing<Row> = { readonly ok: true; readonly rows: readonly Row[] } | Refusal;

/**
 * Reads which page of a list is asked for, and in which order: 20 rows from the greatest down. Rows
 * alike come in the order in which they are given.
 */
export function readListing<Row>(
  rows: readonly Row[],
  placeOf: (row: Row) => number | string,
  { Offset = 0, Limit = 20, Order = 'DESC' }: Listing,
): ReadListing<Row> {
  const sign = SIGNS.get(Order);
  if (sign === undefined) {
    return refuse('InvalidParameterValue.Order', 'Order must be ASC or DESC.');
  }
  if (Offset < 0) return refuse('InvalidParameterValue', 'Offset must be at least 0.');
  if (Limit < 1 || Limit > LIMIT_MAX) {
    return refuse('InvalidParameterValue', `Limit must be from 1 to ${LIMIT_MAX}.`);
  }
  const sorted = [...rows].sort((one, other) => sign * compare(placeOf(one), placeOf(other)));
  return { ok: true, rows: sorted.slice(Offset, Offset + Limit) };
}

const SIGNS: ReadonlyMap<string, number> = new Map([
  ['ASC', 1],
  ['DESC', -1],
]);

/** No number is documented. */
const LIMIT_MAX = 100;

function compare(one: number | string, other: number | string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
