import type { RecordBatch } from './record-batches.ts';

/** A transaction that was aborted, from the offset of its first record on. */
export type AbortedTransaction = { readonly producerId: string; readonly first: number };

/**
 * Leaves out the records of aborted transactions, which are no records. Their batches stay, so that the
 * reading continues after them.
 *
 * A producer has one transaction at a time: it is aborted from where the broker says that it began up to
 * the next end of a transaction of that producer.
 */
export function committedBatches(
  batches: readonly RecordBatch[],
  aborted: readonly AbortedTransaction[],
): readonly RecordBatch[] {
  const upcoming = [...aborted].sort((one, other) => one.first - other.first);
  const current = new Set<string>();
  return batches.map((batch) => {
    while (upcoming[0] !== undefined && upcoming[0].first <= batch.last) {
      current.add(upcoming[0].producerId);
      upcoming.shift();
    }
    const { producerId, isEnd } = batch;
    if (producerId === undefined) return batch;
    const isAborted = current.has(producerId);
    if (isEnd) current.delete(producerId);
    return isAborted ? { ...batch, records: [] } : batch;
  });
}
