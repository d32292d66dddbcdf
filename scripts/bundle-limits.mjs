// @ts-check

/** The most bytes that a bundle may have. */
export const BYTES_MAX = { withoutKafka: 255_000, withKafka: 430_000 };
