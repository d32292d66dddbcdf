import { refuse } from '../api/refuse.ts';
import type { Refusal } from '../api/service.ts';

type Page<T> = { readonly ok: true; readonly rows: readonly T[] } | Refusal;

/** One page of a list. */
export function ckafkaPage<T>(
  all: readonly T[],
  { Offset = 0, Limit = 20 }: { readonly Offset?: number; readonly Limit?: number },
): Page<T> {
  if (Offset < 0 || Limit < 1) {
    return refuse('InvalidParameter', 'Offset must be at least 0, and Limit at least 1.');
  }
  return { ok: true, rows: all.slice(Offset, Offset + Limit) };
}
