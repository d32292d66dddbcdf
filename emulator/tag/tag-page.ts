import { refuse } from '../api/refuse.ts';
import type { Refusal } from '../api/service.ts';

/** Where a page of the Tag service begins, and how many rows it has. */
type TagPage = { readonly Offset: number; readonly Limit: number };

/** Reads which page is asked for: the first of 15 rows when nothing is said. */
export function readTagPage(
  { Offset = 0, Limit = 15 }: { readonly Offset?: number; readonly Limit?: number },
  limitMax: number,
): { readonly ok: true; readonly page: TagPage } | Refusal {
  if (Limit < 1 || Limit > limitMax) {
    return refuse('InvalidParameterValue', `Limit must be from 1 to ${limitMax}.`);
  }
  if (Offset < 0 || Offset % Limit !== 0) {
    return refuse('InvalidParameterValue', 'Offset must be 0 or a multiple of Limit.');
  }
  return { ok: true, page: { Offset, Limit } };
}

/** A page of tags, as answers carry it. */
export function tagPage<T>(rows: readonly T[], { Offset, Limit }: TagPage) {
  return { TotalCount: rows.length, Offset, Limit, Tags: rows.slice(Offset, Offset + Limit) };
}
