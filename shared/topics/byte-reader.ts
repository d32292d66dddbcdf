/** Reads numbers and byte strings of Kafka's protocol one after the other. Throws beyond the end. */
export function byteReader(bytes: Buffer) {
  let at = 0;

  function take(length: number): Buffer {
    const start = at;
    if (length < 0 || start + length > bytes.length)
      throw new RangeError('the bytes end too early');
    at += length;
    return bytes.subarray(start, at);
  }

  /** A number of variable length whose lowest bit is its sign. */
  function varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = take(1).readUInt8();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    }
  }

  return {
    left: () => bytes.length - at,
    take,
    int8: () => take(1).readInt8(),
    int16: () => take(2).readInt16BE(),
    int32: () => take(4).readInt32BE(),
    /** Offsets and times are exact; a number beyond 2^53 is not. */
    int64: () => Number(take(8).readBigInt64BE()),
    /** An id, which may have all its 64 bits. */
    id64: () => String(take(8).readBigInt64BE()),
    varint,
    /** After their length; null if that is negative. */
    bytes: (length: number) => (length < 0 ? null : take(length)),
  };
}

export type ByteReader = ReturnType<typeof byteReader>;
