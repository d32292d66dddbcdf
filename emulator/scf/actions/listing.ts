import { type Refusal, refuse } from '../../api/service.ts';

export const FILTERS = [
  { Name: { type: 'string', required: true }, Values: { type: 'string[]', required: true } },
] as const;

/** The parameters that both lists have. */
type Listing = { readonly Offset?: number; readonly Limit?: number; readonly Order?: string };

type ReadListing<Row> = { readonly ok: true; readonly rows: readonly Row[] } | Refusal;

/**
 * Sorts rows and selects a page: by default 20 rows in descending order. Equal rows stay in the
 * given order.
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

/** The vendor documents no limit. */
const LIMIT_MAX = 100;

function compare(one: number | string, other: number | string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
