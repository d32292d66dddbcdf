import { type ByteReader, byteReader } from './byte-reader.ts';
import { type RecordBatch, readBatches } from './record-batches.ts';
import { type AbortedTransaction, committedBatches } from './transactions.ts';

/** A broker's answer to a fetch. The client reads its error codes. */
export type FetchAnswer = {
  /** How long the client must wait before its next call, in milliseconds. */
  readonly clientSideThrottleTime: number;
  readonly responses: readonly { readonly partitions: readonly PartitionAnswer[] }[];
};

/** A broker's answer for one partition. */
export type PartitionAnswer = {
  readonly errorCode: number;
  readonly highWatermark: number;
  /** Where the first open transaction begins: a broker sends nothing from there on. */
  readonly lastStableOffset: number;
  /** Of aborted transactions, without their records. */
  readonly batches: readonly RecordBatch[];
};

/**
 * Decodes a broker's answer to a fetch, in each version of the protocol that the client knows. The client's
 * own decoder reads no compression but gzip, drops the answer as a whole if it cannot read one batch, and
 * hides batches that compaction has emptied.
 *
 * @see https://kafka.apache.org/protocol#The_Messages_Fetch
 */
export async function readFetchAnswer(version: number, bytes: Buffer): Promise<FetchAnswer> {
  const reader = byteReader(bytes);
  const throttleMs = version >= 1 ? reader.int32() : 0;
  if (version >= 7) reader.take(6); // An error code of sessions, which are not in use, and their id.
  const responses = await list(reader, async () => {
    reader.take(reader.int16()); // The name of the topic.
    return { partitions: await list(reader, () => readPartition(version, reader)) };
  });
  // In earlier versions the broker itself has waited.
  return { clientSideThrottleTime: version >= 8 ? throttleMs : 0, responses };
}

async function list<Each>(reader: ByteReader, readOne: () => Promise<Each>): Promise<Each[]> {
  const all: Each[] = [];
  for (let left = reader.int32(); left > 0; left -= 1) all.push(await readOne());
  return all;
}

async function readPartition(version: number, reader: ByteReader): Promise<PartitionAnswer> {
  reader.int32(); // The number of the partition.
  const errorCode = reader.int16();
  const highWatermark = reader.int64();
  const lastStableOffset = version >= 4 ? reader.int64() : highWatermark;
  if (version >= 5) reader.int64(); // Where the log begins.
  const aborted = version >= 4 ? await list(reader, async () => readAborted(reader)) : [];
  if (version >= 11) reader.int32(); // A replica to prefer.
  const batches = await readBatches(reader.bytes(reader.int32()) ?? Buffer.alloc(0));
  return {
    errorCode,
    highWatermark,
    // A broker that knows of no transactions may say −1.
    lastStableOffset: lastStableOffset < 0 ? highWatermark : lastStableOffset,
    batches: committedBatches(batches, aborted),
  };
}

function readAborted(reader: ByteReader): AbortedTransaction {
  const producerId = reader.id64();
  return { producerId, first: reader.int64() };
}
