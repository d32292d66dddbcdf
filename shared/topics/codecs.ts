import { gunzipSync } from 'node:zlib';
import { decompressLz4 } from './lz4.ts';

/** A compression of batches. */
export type Codec = {
  /** Such as `snappy`. */
  readonly name: string;
  /**
   * Throws any error when the bytes are damaged, or more than `bytesMax` when decompressed. The package
   * is loaded on the first call.
   */
  readonly decompress: (bytes: Buffer, bytesMax?: number) => Promise<Buffer>;
};

/** Twice of what is fetched at most, and little enough for the smallest function. */
const DECOMPRESSED_BYTES_MAX = 33_554_432;

/**
 * The compression of a batch; undefined if it has none. One that Kafka did not have when this was written
 * decompresses nothing.
 *
 * @see https://kafka.apache.org/documentation/#recordbatch
 */
export function codecOf(attributes: number): Codec | undefined {
  const number = attributes & CODEC_MASK;
  if (number === 0) return undefined;
  const { name, decompress } = CODECS.get(number) ?? unknownCodec(number);
  return { name, decompress: (bytes, max = DECOMPRESSED_BYTES_MAX) => decompress(bytes, max) };
}

const CODEC_MASK = 0x07;

type NumberedCodec = {
  readonly name: string;
  readonly decompress: (bytes: Buffer, bytesMax: number) => Promise<Buffer>;
};

/** By the number in the attributes of a batch. */
const CODECS: ReadonlyMap<number, NumberedCodec> = new Map([
  [1, { name: 'gzip', decompress: decompressGzip }],
  [2, { name: 'snappy', decompress: decompressSnappy }],
  [3, { name: 'lz4', decompress: async (bytes, bytesMax) => decompressLz4(bytes, bytesMax) }],
  [4, { name: 'zstd', decompress: decompressZstd }],
]);

function unknownCodec(number: number): NumberedCodec {
  return {
    name: `codec ${number}`,
    decompress: async () => {
      throw new Error('the compression is unknown');
    },
  };
}

async function decompressGzip(bytes: Buffer, maxOutputLength: number): Promise<Buffer> {
  return gunzipSync(bytes, { maxOutputLength });
}

/**
 * Kafka's Java client writes snappy in the frame of its library: a header of 16 bytes, then blocks, each
 * after its length. Others write one block without a frame.
 *
 * @see https://github.com/xerial/snappy-java#compatibility-notes
 */
async function decompressSnappy(bytes: Buffer, bytesMax: number): Promise<Buffer> {
  const { SnappyDecompressor } = await import('snappyjs/snappy_decompressor.js');
  let left = bytesMax;

  function decompressBlock(block: Buffer): Buffer {
    const decompressor = new SnappyDecompressor(block);
    const length = decompressor.readUncompressedLength();
    left -= length;
    if (length < 0 || left < 0) throw new Error('the length is damaged, or too large');
    const target = Buffer.alloc(length);
    if (!decompressor.uncompressToBuffer(target)) throw new Error('the data is damaged');
    return target;
  }

  if (!bytes.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) return decompressBlock(bytes);
  const blocks: Buffer[] = [];
  for (let from = XERIAL_HEADER_LENGTH; from < bytes.length; ) {
    const end = from + 4 + bytes.readUInt32BE(from);
    if (end > bytes.length) throw new Error('it ends within a block of snappy');
    blocks.push(decompressBlock(bytes.subarray(from + 4, end)));
    from = end;
  }
  return Buffer.concat(blocks);
}

const XERIAL_MAGIC = Buffer.from('\x82SNAPPY\0', 'latin1');
const XERIAL_HEADER_LENGTH = 16;

async function decompressZstd(bytes: Buffer, bytesMax: number): Promise<Buffer> {
  const { Decompress } = await import('fzstd');
  const chunks: Uint8Array[] = [];
  let left = bytesMax;
  // The length need not be in the frame, so that it is counted on the way.
  const decompressor = new Decompress((chunk) => {
    left -= chunk.length;
    if (left < 0) throw new Error(`it has more than ${bytesMax} bytes`);
    chunks.push(chunk);
  });
  decompressor.push(bytes, true);
  return Buffer.concat(chunks);
}
