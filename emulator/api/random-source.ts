import { createHash, randomBytes } from 'node:crypto';

/** A source of ids, secrets and random numbers. */
export type RandomSource = {
  /** A new UUID, version 4. */
  readonly newId: () => string;
  /** A number from 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  /** Random letters and digits, as secrets consist of. */
  readonly newText: (length: number) => string;
};

/**
 * Creates a source for one purpose. With a seed it yields the same values at every start, and
 * different values for each purpose. Without a seed it is cryptographically random.
 */
export function randomSource(seed: string | undefined, purpose: string): RandomSource {
  let drawn = 0;

  function draw(bytes: number): Buffer {
    if (seed === undefined) return randomBytes(bytes);
    const block = JSON.stringify([seed, purpose, drawn++]);
    return createHash('sha512').update(block).digest().subarray(0, bytes);
  }

  return {
    newId: () => uuidOf(draw(16)),
    random: () => draw(6).readUIntBE(0, 6) / 2 ** 48,
    newText: (length) => textOf(length, () => draw(1)[0] ?? 0),
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc9562#section-5.4 */
function uuidOf(bytes: Buffer): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function textOf(length: number, nextByte: () => number): string {
  let text = '';
  while (text.length < length) {
    // Values beyond the alphabet are skipped, so that all characters are equally likely.
    text += ALPHABET[nextByte() & 0x3f] ?? '';
  }
  return text;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
