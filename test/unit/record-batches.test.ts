import { describe, expect, test } from 'vitest';
import { readMessage } from '../../shared/topics/message-set.ts';
import { readBatches } from '../../shared/topics/record-batches.ts';
import { FOREIGN_BATCHES, FOREIGN_RECORDS } from './foreign-batches.ts';

const named = FOREIGN_BATCHES.map((batch) => ({
  ...batch,
  name: `${batch.codec} of ${batch.writer}`,
}));

const [PLAIN] = FOREIGN_BATCHES;
const plain = (PLAIN as (typeof FOREIGN_BATCHES)[number]).bytes;

/** The same bytes with one of them changed. */
function changed(bytes: Buffer, at: number, byte: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = byte;
  return copy;
}

/** The place of the lower byte of the attributes in a batch of today's format. */
const ATTRIBUTES_AT = 22;

/** The same, 100 offsets later. */
const later = (bytes: Buffer) => changed(bytes, 7, 100);

describe('the records that others wrote', () => {
  test.each(named)('are read from a batch with $name', async ({ bytes, codec, hasTimes }) => {
    const batches = await readBatches(bytes);
    const records = batches.flatMap((batch) => batch.records ?? []);
    const first = batches[0]?.first ?? -1;
    expect([0, 4]).toContain(first);
    expect(records).toEqual(
      FOREIGN_RECORDS.map((record, index) => ({
        ...record,
        ...{ offset: first + index, timestampMs: hasTimes ? record.timestampMs : -1 },
      })),
    );
    expect(new Set(batches.map((batch) => batch.codec))).toEqual(new Set([codec]));
    expect(batches.at(-1)?.last).toBe(first + 2);
  });

  test('are read from batches of every format and compression in one answer', async () => {
    const batches = await readBatches(Buffer.concat(FOREIGN_BATCHES.map(({ bytes }) => bytes)));
    const values = batches.flatMap(({ records = [] }) => records.map(({ value }) => value));
    expect(values).toEqual(
      FOREIGN_BATCHES.flatMap(() => FOREIGN_RECORDS.map(({ value }) => value)),
    );
  });

  test('have the time of the broker where the topic says so', async () => {
    const [batch] = await readBatches(changed(plain, ATTRIBUTES_AT, 0x08));
    expect(batch?.records?.map(({ timestampMs }) => timestampMs)).toEqual([
      ...[1_793_577_600_005, 1_793_577_600_005, 1_793_577_600_005],
    ]);
  });
});

test('what follows more records than fit into memory is left out, after whole batches', async () => {
  const three = Buffer.concat([plain, later(plain), changed(plain, 7, 200)]);
  const [batch] = await readBatches(plain);
  const length = (batch?.records ?? []).reduce(
    (sum, { key, value }) => sum + (key?.length ?? 0) + (value?.length ?? 0),
    0,
  );
  const firstsWithin = async (lengthMax: number) =>
    (await readBatches(three, lengthMax)).map(({ first }) => first);
  expect(length).toBeGreaterThan(1);
  expect(await firstsWithin(1)).toEqual([0]);
  expect(await firstsWithin(length)).toEqual([0]);
  expect(await firstsWithin(length + 1)).toEqual([0, 100]);
  expect(await firstsWithin(3 * length)).toEqual([0, 100, 200]);
});

describe('a batch that cannot be decoded', () => {
  test('may have a damaged length: it is the last one, and hides none before it', async () => {
    const damaged = changed(changed(later(plain), 8, 0x80), ATTRIBUTES_AT, 5);
    expect(await readBatches(Buffer.concat([plain, damaged, plain]))).toMatchObject([
      { first: 0, last: 2, records: [{}, {}, {}] },
      { first: 100, last: 102, codec: 'codec 5', records: undefined },
    ]);
  });

  test.each(named.filter(({ codec }) => codec !== 'none'))(
    'with $name keeps its place, and hides no other',
    async ({ bytes, codec }) => {
      // The data begins with what names its compression.
      const at = bytes.indexOf(MAGIC_OF[codec] ?? '');
      expect(at).toBeGreaterThan(0);
      const batches = await readBatches(Buffer.concat([changed(bytes, at, 0), later(plain)]));
      expect(batches[0]).toMatchObject({ codec, records: undefined });
      expect(batches[1]).toMatchObject({ first: 100, last: 102 });
      expect(batches[1]?.records).toHaveLength(3);
    },
  );

  test('says the offsets that it had, and the number of a compression that is unknown', async () => {
    expect(await readBatches(changed(plain, ATTRIBUTES_AT, 5))).toEqual([
      { first: 0, last: 2, codec: 'codec 5', records: undefined },
    ]);
  });

  test('may have no length, and hides none after it', async () => {
    const none = Buffer.from('000000000000000700000000', 'hex');
    expect(await readBatches(Buffer.concat([none, later(plain)]))).toMatchObject([
      { first: 7, last: 7, records: undefined },
      { first: 100, last: 102, records: [{}, {}, {}] },
    ]);
  });

  test('may say that it has fewer records than none', async () => {
    const [batch] = await readBatches(changed(plain, 57, 0x80));
    expect(batch).toMatchObject({ codec: 'none', records: undefined });
  });

  test('may say that it has more records than it has bytes', async () => {
    const [batch] = await readBatches(changed(plain, 57, 0x7f));
    expect(batch).toMatchObject({ codec: 'none', records: undefined });
  });

  test('of a format of the future is named by its first offset', async () => {
    const future = Buffer.from('00000000000000070000000500000000ff', 'hex');
    expect(await readBatches(Buffer.concat([changed(future, 16, 9), later(plain)]))).toMatchObject([
      { first: 7, last: 7, codec: 'none', records: undefined },
      { first: 100, last: 102 },
    ]);
  });

  test.each(named)(
    'is never an error, wherever $name is damaged or cut',
    async ({ bytes, codec }) => {
      const length = 12 + bytes.readInt32BE(8);
      for (let at = 12; at < length; at += 1) {
        for (const byte of [0, 0x7f, 0xff]) {
          const batches = await readBatches(
            Buffer.concat([changed(bytes, at, byte), later(plain)]),
          );
          expect(batches.at(-1), `${codec}, ${at}`).toMatchObject({ first: 100, last: 102 });
        }
        expect(await readBatches(bytes.subarray(0, at))).toEqual([]);
      }
    },
  );
});

const MAGIC_OF: Readonly<Record<string, Buffer>> = {
  gzip: Buffer.from('1f8b', 'hex'),
  snappy: Buffer.from('82534e', 'hex'),
  lz4: Buffer.from('04224d18', 'hex'),
  zstd: Buffer.from('28b52ffd', 'hex'),
};

test('a batch whose records compaction has all removed has none', async () => {
  const head = Buffer.from(plain.subarray(0, 61));
  head.writeInt32BE(head.length - 12, 8);
  head.writeInt32BE(0, 57);
  expect(await readBatches(head)).toEqual([{ first: 0, last: 2, codec: 'none', records: [] }]);
});

test('a compressed message that has no messages in it has no records', async () => {
  const content = Buffer.from(
    '00000000' + '01' + '01' + '0000000000000005' + 'ffffffff' + '00000000',
    'hex',
  );
  const codec = { name: 'gzip', decompress: async () => Buffer.alloc(0) };
  expect(await readMessage(7, content, codec)).toEqual([]);
});

describe('an answer', () => {
  test('may end within a batch, which is then left out', async () => {
    const cut = later(plain).subarray(0, plain.length - 1);
    const batches = await readBatches(Buffer.concat([plain, cut]));
    expect(batches.map(({ first }) => first)).toEqual([0]);
    expect(await readBatches(plain.subarray(0, 11))).toEqual([]);
    expect(await readBatches(Buffer.alloc(12))).toEqual([]);
    expect(await readBatches(Buffer.alloc(0))).toEqual([]);
  });
});
