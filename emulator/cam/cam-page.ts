import { refuse } from '../api/refuse.ts';
import type { Refusal } from '../api/service.ts';

const ROWS_MAX = 200;

type Page<T> = { readonly ok: true; readonly rows: readonly T[] } | Refusal;

/** One page of a list; pages count from 1. */
export function camPage<T>(all: readonly T[], page: number, rowsPerPage: number): Page<T> {
  if (page < 1 || rowsPerPage < 1 || rowsPerPage > ROWS_MAX) {
    const message = `Page must be at least 1, and Rp from 1 to ${ROWS_MAX}.`;
    return refuse('InvalidParameter.ParamError', message);
  }
  return { ok: true, rows: all.slice((page - 1) * rowsPerPage, page * rowsPerPage) };
}
