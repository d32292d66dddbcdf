import { type ByteReader, byteReader } from './byte-reader.ts';
import { codecOf } from './codecs.ts';
import { type KafkaRecord, readMessage } from './message-set.ts';

/** A batch of records as a broker keeps it. Compaction may have removed records, even all. */
export type RecordBatch = {
  /** The offsets of the first and the last record that the batch had when it was written. */
  readonly first: number;
  readonly last: number;
  /** Set if the batch belongs to a transaction. */
  readonly producerId?: string;
  /** Set if it has no records, but is the end of the producer's transaction. */
  readonly isEnd?: true;
  /** Such as `snappy`, or `none`. */
  readonly codec: string;
  /** Undefined if they could not be decompressed or are damaged. */
  readonly records: readonly KafkaRecord[] | undefined;
};

/**
 * Decodes the batches of a broker's answer, in any format that Kafka has had. A batch whose records are
 * unreadable stands for itself, so that it hides no other. The last batch may be cut off, and is then
 * left out. So is what follows more records than fit into memory: it is fetched again.
 *
 * @see https://kafka.apache.org/documentation/#recordbatch
 */
export async function readBatches(
  bytes: Buffer,
  lengthMax = RECORDS_LENGTH_MAX,
): Promise<readonly RecordBatch[]> {
  const batches: RecordBatch[] = [];
  const reader = byteReader(bytes);
  for (let left = lengthMax; left > 0 && reader.left() > LENGTH_END; ) {
    const offset = reader.int64();
    const length = reader.int32();
    if (length > reader.left()) break;
    // Where a batch with a damaged length ends is unknown, so it is the last one.
    const batch = await batchAt(offset, reader.take(length < 0 ? reader.left() : length));
    batches.push(batch);
    left -= lengthOf(batch);
  }
  return batches;
}

/** Of all keys and values, in characters: little enough for the smallest function, with one batch more. */
const RECORDS_LENGTH_MAX = 16_777_216;

function lengthOf({ records = [] }: RecordBatch): number {
  return records.reduce(
    (sum, { key, value }) => sum + (key?.length ?? 0) + (value?.length ?? 0),
    0,
  );
}

/** Every format begins with an offset and a length. */
const LENGTH_END = 12;

/** A batch in a format that is unknown here, such as one of the future, has only its first offset. */
async function batchAt(offset: number, content: Buffer): Promise<RecordBatch> {
  const unknown = { first: offset, last: offset, codec: 'none', records: undefined };
  const batch = await ifReadable(() => {
    const format = content.readInt8(FORMAT_AT);
    return format < 2 ? oldBatch(offset, content) : newBatch(offset, byteReader(content));
  });
  return batch ?? unknown;
}

/** The place of the format's number after the length. */
const FORMAT_AT = 4;

/** Undefined if it throws because the data is damaged. */
async function ifReadable<Value>(read: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}

/** A message of Kafka before 0.11, or several that were compressed together. */
async function oldBatch(offset: number, content: Buffer): Promise<RecordBatch> {
  const codec = codecOf(content.readInt8(OLD_ATTRIBUTES_AT));
  const records = await ifReadable(() => readMessage(offset, content, codec));
  const first = records?.[0]?.offset ?? offset;
  return { first, last: offset, codec: codec?.name ?? 'none', records };
}

/** After the checksum and the format. */
const OLD_ATTRIBUTES_AT = 5;

/** A batch in the format of Kafka 0.11 and later. */
async function newBatch(first: number, reader: ByteReader): Promise<RecordBatch> {
  reader.take(BEFORE_ATTRIBUTES);
  const attributes = reader.int16();
  const last = first + reader.int32();
  const firstMs = reader.int64();
  const lastMs = reader.int64();
  const producerId = reader.id64();
  reader.take(AFTER_PRODUCER);
  const count = reader.int32();
  const content = reader.take(reader.left());
  const codec = codecOf(attributes);
  const batch = {
    ...{ first, last, codec: codec?.name ?? 'none' },
    ...(attributes & IN_TRANSACTION ? { producerId } : {}),
  };
  if (attributes & IS_CONTROL) return { ...batch, isEnd: true, records: [] };
  const timeOf = (deltaMs: number) => (attributes & TIME_OF_BROKER ? lastMs : firstMs + deltaMs);
  const records = await ifReadable(async () => {
    const plain = byteReader(codec === undefined ? content : await codec.decompress(content));
    return Array.from({ length: checkedCount(count, plain) }, () =>
      readRecord(plain, first, timeOf),
    );
  });
  return { ...batch, records };
}

/** The epoch of the leader, the format and the checksum. */
const BEFORE_ATTRIBUTES = 9;

/** The epoch of the producer and the number of its first record. */
const AFTER_PRODUCER = 6;

// Bits of the attributes.
const TIME_OF_BROKER = 0x08;
const IN_TRANSACTION = 0x10;
const IS_CONTROL = 0x20;

/** A damaged batch must not make us allocate more records than it has bytes. */
function checkedCount(count: number, reader: ByteReader): number {
  if (count >= 0 && count <= reader.left()) return count;
  throw new RangeError('it has fewer records than it says');
}

function readRecord(
  reader: ByteReader,
  first: number,
  timeOf: (deltaMs: number) => number,
): KafkaRecord {
  const record = byteReader(reader.take(reader.varint()));
  record.int8(); // Its attributes, which are not in use.
  const timestampMs = timeOf(record.varint());
  const offset = first + record.varint();
  const key = record.bytes(record.varint())?.toString() ?? null;
  const value = record.bytes(record.varint())?.toString() ?? null;
  return { offset, key, value, timestampMs };
}
