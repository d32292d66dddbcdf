import fc from 'fast-check';
import { test } from 'vitest';
import type { KafkaRecord } from '../../shared/topics/kafka-fetch.ts';
import { type AskPartition, partitionPages } from '../../shared/topics/kafka-reader.ts';

/** A batch as a broker keeps it: compaction removes records, and keeps the first and last offset. */
type Batch = {
  readonly first: number;
  readonly last: number;
  readonly bytes: number;
  readonly kept: readonly number[];
};

/** An old and compacted log. A batch without records may be kept or not. */
const logs = fc
  .array(
    fc.record({
      records: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
      bytes: fc.constantFrom(100, 400_000, 900_000, 3_000_000),
      dropped: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((shapes) => {
    const batches: Batch[] = [];
    let next = 0;
    for (const { records, bytes, dropped } of shapes) {
      const first = next;
      next += records.length;
      const kept = records.flatMap((isKept, index) => (isKept ? [first + index] : []));
      if (kept.length > 0) batches.push({ first, last: next - 1, bytes, kept });
      else if (!dropped) batches.push({ first, last: next - 1, bytes: 61, kept });
    }
    return { batches, high: next };
  });

test('every record that compaction has left is read, once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(logs, fc.nat(20), async ({ batches, high }, start) => {
      const low = Math.min(start, high);
      const asked: number[] = [];
      const ask = askOf(batches, high);
      const read: number[] = [];
      const pages = partitionPages({ partition: 0, low, high }, (offset, bytesMax) => {
        asked.push(offset);
        return ask(offset, bytesMax);
      });
      for await (const page of pages) read.push(...page.map(({ offset }) => offset));
      const left = batches.flatMap(({ kept }) => kept).filter((offset) => offset >= low);
      if (read.join() !== left.join()) throw new Error(`read ${read}, not ${left}`);
      // A batch is fetched once, or twice after one without records.
      if (asked.length > 2 * batches.length + 2) throw new Error(`asked for ${asked}`);
    }),
    { numRuns: 2_000 },
  );
});

/** Answers like a broker, as far as the client shows it. */
function askOf(batches: readonly Batch[], high: number): AskPartition {
  return async (offset, bytesMax) => {
    const messages: KafkaRecord[] = [];
    let bytes = 0;
    for (const batch of batches.filter(({ last }) => last >= offset)) {
      // The first is always sent whole. A later one that does not fit is sent in part, which the client
      // drops.
      if (bytes > 0 && bytes + batch.bytes > bytesMax) break;
      bytes += batch.bytes;
      messages.push(...batch.kept.map((each) => record(each, batch)));
    }
    return { highWatermark: String(high), messages };
  };
}

function record(offset: number, { first, last }: Batch): KafkaRecord {
  const batchContext = { firstOffset: String(first), lastOffsetDelta: last - first };
  return { offset: String(offset), key: null, value: null, timestamp: '0', batchContext };
}
