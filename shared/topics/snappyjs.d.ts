/** The half of the package that decompresses. The package has no types. */
declare module 'snappyjs/snappy_decompressor.js' {
  export const SnappyDecompressor: new (
    compressed: Uint8Array,
  ) => {
    /** Returns -1 if the length is damaged. */
    readonly readUncompressedLength: () => number;
    /** Returns false if the data is damaged. */
    readonly uncompressToBuffer: (target: Uint8Array) => boolean;
  };
}
