import type { QueueEntry } from './entries.ts';
import type { Batch } from './plan.ts';

/** A request that is sent in again, and the page in which that happens. */
export type Planned = { readonly entry: QueueEntry; readonly batch: Batch; readonly page: number };

/**
 * Divides what is sent into pages. Each is marked, and sent once its marks are stored. The first requests of a batch
 * are in one page, so that the sample of its cause is marked as a whole or not at all.
 */
export function pagesOf(batches: readonly Batch[]): readonly Planned[] {
  const planned: Planned[] = [];
  let page = 0;
  let size = 0;
  for (const batch of batches) {
    for (let start = 0; start < batch.entries.length; start += PAGE_SIZE_MAX) {
      const part = batch.entries.slice(start, start + PAGE_SIZE_MAX);
      if (size + part.length > PAGE_SIZE_MAX) {
        page += 1;
        size = 0;
      }
      size += part.length;
      for (const entry of part) planned.push({ entry, batch, page });
    }
  }
  return planned;
}

const PAGE_SIZE_MAX = 100;
