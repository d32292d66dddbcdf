import fc from 'fast-check';
import { test } from 'vitest';
import type { KafkaCluster } from '../../shared/topics/kafka-fetch.ts';
import {
  type AskPartition,
  atRuns,
  clusterPages,
  type OpenCluster,
  partitionPages,
} from '../../shared/topics/kafka-reader.ts';
import { runsOf } from '../../shared/topics/place-runs.ts';
import type { RecordBatch } from '../../shared/topics/record-batches.ts';

/** A batch as a broker keeps it: compaction removes records, and keeps the first and last offset. */
type Batch = {
  readonly first: number;
  readonly last: number;
  readonly bytes: number;
  readonly kept: readonly number[];
  readonly isDamaged: boolean;
};

/** An old and compacted log. A batch without records may be kept or not. */
const logs = fc
  .array(
    fc.record({
      records: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
      bytes: fc.constantFrom(100, 400_000, 900_000, 3_000_000),
      dropped: fc.boolean(),
      isDamaged: fc.constantFrom(false, false, false, true),
    }),
    { maxLength: 12 },
  )
  .map((shapes) => {
    const batches: Batch[] = [];
    let next = 0;
    for (const { records, bytes, dropped, isDamaged } of shapes) {
      const first = next;
      next += records.length;
      const kept = records.flatMap((isKept, index) => (isKept ? [first + index] : []));
      if (kept.length > 0) batches.push({ first, last: next - 1, bytes, kept, isDamaged });
      else if (!dropped) batches.push({ first, last: next - 1, bytes: 61, kept, isDamaged: false });
    }
    return { batches, high: next };
  });

test('every record that compaction has left is read or named as unreadable, once and in order', async () => {
  await fc.assert(
    fc.asyncProperty(logs, fc.nat(20), async ({ batches, high }, start) => {
      const low = Math.min(start, high);
      const asked: number[] = [];
      const ask = askOf(batches, high);
      const read: number[] = [];
      const pages = partitionPages('any', { partition: 0, low, high }, (offset, bytesMax) => {
        asked.push(offset);
        return ask(offset, bytesMax);
      });
      for await (const page of pages) read.push(...page.map(({ offset }) => offset));
      const left = batches.flatMap(offsetsShown).filter((offset) => offset >= low);
      if (read.join() !== left.join()) throw new Error(`read ${read}, not ${left}`);
      // A batch is fetched once, and the end twice.
      if (asked.length > batches.length + 2) throw new Error(`asked for ${asked}`);
    }),
    { numRuns: 2_000 },
  );
});

test('of the records at some places, each that compaction has left is read once', async () => {
  const chosen = fc.record({
    offsets: fc.uniqueArray(fc.nat(95)),
    length: fc.constantFrom(0, 50, 1_000_000),
  });
  await fc.assert(
    fc.asyncProperty(logs, fc.nat(20), chosen, async ({ batches, high }, start, places) => {
      const low = Math.min(start, high);
      const wanted = places.offsets.map((offset) => ({ ...places, partition: 0, offset }));
      const cluster = clusterOf(low, high, askOf(batches, high));
      const open: OpenCluster = { ask: (call) => call(cluster), close: cluster.disconnect };
      const { signal } = new AbortController();
      const read: number[] = [];
      for await (const page of clusterPages(open, 'any', atRuns(runsOf(wanted)), signal))
        read.push(...page.map(({ offset }) => offset));
      const left = batches.filter(({ isDamaged }) => !isDamaged).flatMap(({ kept }) => kept);
      const missing = left.filter(
        (offset) => offset >= low && places.offsets.includes(offset) && !read.includes(offset),
      );
      if (missing.length > 0) throw new Error(`read ${read}, not ${missing}`);
      if (new Set(read).size < read.length) throw new Error(`read ${read}`);
    }),
    { numRuns: 2_000 },
  );
});

/** A cluster with one partition. A broker refuses offsets that are out of its range. */
function clusterOf(low: number, high: number, ask: AskPartition): KafkaCluster {
  return {
    connect: async () => {},
    disconnect: async () => {},
    addTargetTopic: async () => {},
    findTopicPartitionMetadata: () => [
      { partitionErrorCode: 0, partitionId: 0, leader: 7, replicas: [7], isr: [7] },
    ],
    fetchTopicsOffset: async ([{ topic, fromBeginning }]: any) => {
      const offset = String(fromBeginning ? low : high);
      return [{ topic, partitions: [{ partition: 0, offset }] }];
    },
    findBroker: async () => ({
      fetch: async ({ topics }) => {
        const { fetchOffset, maxBytes } = topics[0]!.partitions[0]!;
        const offset = Number(fetchOffset);
        if (offset < low || offset > high) throw new Error('out of range');
        return { responses: [{ partitions: [await ask(offset, maxBytes)] }] };
      },
    }),
  };
}

/** The offsets of its records; the last one stands for a batch that cannot be decoded. */
function offsetsShown({ kept, last, isDamaged }: Batch): readonly number[] {
  return isDamaged ? [last] : kept;
}

/** Answers like a broker, as far as the decoder shows it. */
function askOf(batches: readonly Batch[], high: number): AskPartition {
  return async (offset, bytesMax) => {
    const sent: RecordBatch[] = [];
    let bytes = 0;
    for (const batch of batches.filter(({ last }) => last >= offset)) {
      // The first is always sent whole. A later one that does not fit is sent in part, which the decoder
      // drops.
      if (bytes > 0 && bytes + batch.bytes > bytesMax) break;
      bytes += batch.bytes;
      sent.push(decoded(batch));
    }
    return { errorCode: 0, highWatermark: high, lastStableOffset: high, batches: sent };
  };
}

function decoded({ first, last, kept, isDamaged }: Batch): RecordBatch {
  const records = kept.map((offset) => ({ offset, key: null, value: null, timestampMs: 0 }));
  return { first, last, codec: 'none', records: isDamaged ? undefined : records };
}
