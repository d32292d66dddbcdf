/**
 * Decompresses a frame of LZ4, the format that Kafka's clients write. Throws an error when the frame is
 * damaged, or has more than `bytesMax` bytes when decompressed.
 *
 * The checksums are not compared: early clients of Kafka computed that of the header over other bytes than
 * the format says.
 *
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
export function decompressLz4(frame: Buffer, bytesMax: number): Buffer {
  const blocks = [...blocksOf(frame)];
  const length = blocks.reduce((sum, block) => sum + lengthOf(block), 0);
  if (length > bytesMax) throw new Error(`it has more than ${bytesMax} bytes`);
  const target = Buffer.allocUnsafe(length);
  let to = 0;
  for (const { isStored, bytes } of blocks) {
    to = isStored ? to + bytes.copy(target, to) : decompressBlock(bytes, target, to);
  }
  return target;
}

/** The blocks of a frame, of which a block of no bytes is the end. */
function* blocksOf(frame: Buffer): Generator<Block> {
  if (frame.readUInt32LE(0) !== MAGIC) throw new Error('it is not a frame of LZ4');
  const flags = frame.readUInt8(4);
  const checksumLength = flags & HAS_BLOCK_CHECKSUMS ? 4 : 0;
  let from = 7 + (flags & HAS_SIZE ? 8 : 0) + (flags & HAS_DICTIONARY ? 4 : 0);
  for (let size = frame.readUInt32LE(from); size !== 0; size = frame.readUInt32LE(from)) {
    const isStored = size >= IS_STORED;
    const end = from + 4 + (isStored ? size - IS_STORED : size);
    if (end > frame.length) throw new Error('it ends within a block of LZ4');
    yield { isStored, bytes: frame.subarray(from + 4, end) };
    from = end + checksumLength;
  }
}

const MAGIC = 0x184d2204;

// Bits of the frame's flags.
const HAS_DICTIONARY = 0x01;
const HAS_SIZE = 0x08;
const HAS_BLOCK_CHECKSUMS = 0x10;

/** The highest bit of a block's size. */
const IS_STORED = 0x80000000;

type Block = { readonly isStored: boolean; readonly bytes: Buffer };

/** The length of a block when decompressed. A frame need not say it, and the lengths of its parts do. */
function lengthOf({ isStored, bytes }: Block): number {
  if (isStored) return bytes.length;
  let length = 0;
  for (const { literals, match } of sequencesOf(bytes)) length += literals.length + match;
  return length;
}

/** Decompresses a block to its place. Its matches may begin in earlier blocks. Returns its end there. */
function decompressBlock(bytes: Buffer, target: Buffer, start: number): number {
  let to = start;
  for (const { literals, distance, match } of sequencesOf(bytes)) {
    to += literals.copy(target, to);
    if (match === 0) continue;
    if (distance === 0 || distance > to) throw new Error('it copies from before its beginning');
    copyMatch(target, to, distance, match);
    to += match;
  }
  return to;
}

/** A match may overlap its own copy, which then repeats. */
function copyMatch(target: Buffer, to: number, distance: number, match: number): void {
  if (distance >= match) target.copyWithin(to, to - distance, to - distance + match);
  else for (let at = to; at < to + match; at += 1) target[at] = target[at - distance] as number;
}

/** Literal bytes, and then a copy of `match` bytes that begin `distance` bytes before their place. */
type Sequence = {
  readonly literals: Buffer;
  readonly distance: number;
  readonly match: number;
};

/**
 * The sequences of a compressed block. The last one has literals only.
 *
 * @see https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 */
function* sequencesOf(block: Buffer): Generator<Sequence> {
  let from = 0;

  /** A length of 15 in the token continues in bytes, the last of which is not 255. */
  function lengthFrom(nibble: number): number {
    let length = nibble;
    if (nibble < 15) return length;
    for (let more = 255; more === 255; length += more) more = block.readUInt8(from++);
    return length;
  }

  while (from < block.length) {
    const token = block.readUInt8(from++);
    const literalsLength = lengthFrom(token >> 4);
    const literals = block.subarray(from, from + literalsLength);
    from += literalsLength;
    if (from > block.length) throw new Error('it ends within literals of LZ4');
    if (from === block.length) {
      yield { literals, distance: 0, match: 0 };
      return;
    }
    const distance = block.readUInt16LE(from);
    from += 2;
    yield { literals, distance, match: lengthFrom(token & 15) + MATCH_MIN };
  }
}

const MATCH_MIN = 4;
