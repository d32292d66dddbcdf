import { describe, expect, test } from 'vitest';
import { codecOf } from '../../shared/topics/codecs.ts';
import { COMPRESSED, LONG_PLAIN } from './compressed.ts';

const [SNAPPY, LZ4, ZSTD] = [2, 3, 4].map((number) => codecOf(number)!) as [Codec, Codec, Codec];
type Codec = NonNullable<ReturnType<typeof codecOf>>;

describe('what others compressed', () => {
  test.each([
    ['lz4, in blocks that refer to those before', LZ4, COMPRESSED['lz4-linked']],
    ['lz4, in independent blocks', LZ4, COMPRESSED['lz4-independent']],
    ['zstd, with a checksum', ZSTD, COMPRESSED.zstd],
  ])('is decompressed: %s', async (_, codec, bytes) => {
    expect((await codec.decompress(bytes)).equals(LONG_PLAIN)).toBe(true);
  });

  test('is decompressed: lz4, stored as it is', async () => {
    const plain = await LZ4.decompress(COMPRESSED['lz4-stored']);
    expect(plain).toEqual(LONG_PLAIN.subarray(0, 40));
  });
});

describe('lz4', () => {
  const frame = (...blocks: readonly string[]) =>
    Buffer.from(`04224d18604000${blocks.join('')}00000000`, 'hex');

  test.each([
    ['literals alone', '04000000 30 616263', 'abc'],
    ['a match that overlaps its copy', '07000000 12 61 0100 20 6263', 'aaaaaaabc'],
    ['no block at all', '', ''],
    ['15 literals and more', `12000000 f0 01 ${'61'.repeat(16)}`, 'a'.repeat(16)],
    ['a length of exactly 15', `11000000 f0 00 ${'61'.repeat(15)}`, 'a'.repeat(15)],
    ['a match at its end', '04000000 12 61 0100', 'aaaaaaa'],
    ['two blocks that are stored as they are', '03000080 616263 03000080 646566', 'abcdef'],
    ['a stored block of no bytes', '00000080', ''],
  ])('has %s', async (_, block, plain) => {
    expect(String(await LZ4.decompress(frame(block.replaceAll(' ', ''))))).toBe(plain);
  });

  test('has the id of a dictionary before its blocks, where it has one', async () => {
    const bytes = Buffer.from('04224d186140ffffffff0003000080616263' + '00000000', 'hex');
    expect(String(await LZ4.decompress(bytes))).toBe('abc');
  });

  test.each([
    ['no frame', Buffer.from('not a frame')],
    ['a match from before the beginning', frame('0700000012610200206263')],
    ['a match at no distance', frame('0700000012610000206263')],
    ['literals beyond the block', frame('04000000f0616263')],
    ['a block beyond the frame', Buffer.from('04224d186040000400000030', 'hex')],
    ['no end', Buffer.from('04224d18604000', 'hex')],
  ])('is refused with %s', async (_, bytes) => {
    await expect(LZ4.decompress(bytes)).rejects.toThrow();
  });
});

describe('snappy', () => {
  const raw = Buffer.from('0308616263', 'hex');
  const framed = (...blocks: readonly Buffer[]) =>
    Buffer.concat([
      Buffer.from('82534e41505059000000000100000001', 'hex'),
      ...blocks.flatMap((block) => [Buffer.from([0, 0, 0, block.length]), block]),
    ]);

  test.each([
    ['one block without a frame', raw, 'abc'],
    ['the blocks of a frame', framed(raw, raw), 'abcabc'],
    ['a frame without blocks', framed(), ''],
    ['one block of no bytes', Buffer.from('00', 'hex'), ''],
  ])('has %s', async (_, bytes, plain) => {
    expect(String(await SNAPPY.decompress(bytes))).toBe(plain);
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a block beyond the frame', framed(raw).subarray(0, -1)],
    ['a block that is too long for it', Buffer.from('0308', 'hex')],
  ])('is refused with %s', async (_, bytes) => {
    await expect(SNAPPY.decompress(bytes)).rejects.toThrow();
  });
});

test('zstd that is cut off is refused', async () => {
  await expect(ZSTD.decompress(COMPRESSED.zstd.subarray(0, -8))).rejects.toThrow();
});

describe('a small batch that becomes a large one', () => {
  const gzipped = Buffer.from('1f8b08000000000000034b4c4a0600c241243503000000', 'hex');

  test.each([
    ['gzip', codecOf(1)!, gzipped, 3],
    ['snappy', SNAPPY, Buffer.from('0308616263', 'hex'), 3],
    ['lz4', LZ4, COMPRESSED['lz4-linked'], LONG_PLAIN.length],
    ['zstd', ZSTD, COMPRESSED.zstd, LONG_PLAIN.length],
  ])('is refused before it fills the memory: %s', async (_, codec, bytes, length) => {
    expect(await codec.decompress(bytes, length)).toHaveLength(length);
    await expect(codec.decompress(bytes, length - 1)).rejects.toThrow();
  });
});

test('a compression that is unknown is named by its number, and no compression is none', async () => {
  const unknown = codecOf(7)!;
  expect(unknown.name).toBe('codec 7');
  await expect(unknown.decompress(Buffer.alloc(1))).rejects.toThrow('unknown');
  expect(codecOf(0x38)).toBeUndefined();
});
