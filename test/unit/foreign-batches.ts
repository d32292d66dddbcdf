/** Batches that other programs wrote, each with the same three records: see {@link FOREIGN_RECORDS}. */

export type ForeignBatch = {
  readonly writer: string;
  readonly codec: string;
  /** The first format has no times. */
  readonly hasTimes: boolean;
  readonly bytes: Buffer;
};

const JAVA = "Kafka's Java client 4.1.1";
const PYTHON = 'kafka-python 3.0.12, in the format';

/** As a broker keeps them. Those in old formats have the offset that a broker gives them. */
export const FOREIGN_BATCHES: readonly ForeignBatch[] = [
  batch(JAVA, 'none', true, [
    'AAAAAAAAAAAAAACgAAAAAAI8u8TIAAAAAAACAAABoZmORAAAAAGhmY5EBQAAAAAAAAAJAAAAAAAAAAAAA7ABAAAA',
    'AmGgAW9uZSBvbmUgb25lIG9uZSBvbmUgb25lIG9uZSBvbmUgb25lIG9uZSBvbmUgb25lIG9uZSBvbmUgb25lIG9u',
    'ZSBvbmUgb25lIG9uZSBvbmUgAA4ACgICYgEAGAATBAEMenfDtmxmAA==',
  ]),
  batch(JAVA, 'gzip', true, [
    'AAAAAAAAAAAAAABqAAAAAALFNaAxAAEAAAACAAABoZmORAAAAAGhmY5EBQAAAAAAAAAKAAAAAAAAAAAAAx+LCAAA',
    'AAAAAP/bwMjAwMCUuIAxPy9VgZqYgY+Bi4kpiZFBgkGYhZGnqvzwtpw0BgCLmJ7GbwAAAA==',
  ]),
  batch(JAVA, 'snappy', true, [
    'AAAAAAAAAAAAAABxAAAAAALqJDZWAAIAAAACAAABoZmORAAAAAGhmY5EBQAAAAAAAAALAAAAAAAAAAAAA4JTTkFQ',
    'UFkAAAAAAQAAAAEAAAAsbzCwAQAAAAJhoAFvbmUg/gQALgQAVAAOAAoCAmIBABgAEwQBDHp3w7ZsZgA=',
  ]),
  batch(JAVA, 'lz4', true, [
    'AAAAAAAAAAAAAABpAAAAAAKe3xolAAMAAAACAAABoZmORAAAAAGhmY5EBQAAAAAAAAAMAAAAAAAAAAAAAwQiTRhg',
    'QIIpAAAA37ABAAAAAmGgAW9uZSAEADnwBwAOAAoCAmIBABgAEwQBDHp3w7ZsZgAAAAAA',
  ]),
  batch(JAVA, 'zstd', true, [
    'AAAAAAAAAAAAAABnAAAAAAIu4xxJAAQAAAACAAABoZmORAAAAAGhmY5EBQAAAAAAAAANAAAAAAAAAAAAAyi1L/0A',
    'WFQBADQCsAEAAAACYaABb25lIAAOAAoCAmIBABgAEwQBDHp3w7ZsZgABADnqvgEAAA==',
  ]),
  batch(`${PYTHON} of Kafka 0.8`, 'none', false, [
    'AAAAAAAAAAQAAABffIr8egAAAAAAAWEAAABQb25lIG9uZSBvbmUgb25lIG9uZSBvbmUgb25lIG9uZSBvbmUgb25l',
    'IG9uZSBvbmUgb25lIG9uZSBvbmUgb25lIG9uZSBvbmUgb25lIG9uZSAAAAAAAAAABQAAAA+dkmaHAAAAAAABYv//',
    '//8AAAAAAAAABgAAABSI1smjAAD/////AAAABnp3w7ZsZg==',
  ]),
  batch(`${PYTHON} of Kafka 0.8`, 'gzip', false, [
    'AAAAAAAAAAYAAABfnbwsWgAB/////wAAAFEfiwgAEbgLawL/Y2AAAxYgjq/p+lMF5jEmAomA/LxUBWpiiE0MrEDM',
    'P3dSWjvEqqT/QACVYgNikY5rJxczMEBF2arKD2/LSQMAyUADMKYAAAA=',
  ]),
  batch(`${PYTHON} of Kafka 0.8`, 'snappy', false, [
    'AAAAAAAAAAYAAAB5N3YT5QAC/////wAAAGuCU05BUFBZAAAAAAEAAAABAAAAV6YBAAAJASAEAAAAX3yK/HoFDyQB',
    'YQAAAFBvbmUg/gQALgQABVsoAAAFAAAAD52SZocFEBgBYv////8ACQFgBgAAABSI1smjAAD/////AAAABnp3w7Zs',
    'Zg==',
  ]),
  batch(`${PYTHON} of Kafka 0.8`, 'lz4', false, [
    'AAAAAAAAAAYAAABueLHM6gAD/////wAAAGAEIk0YYEAaUQAAABIAAQCRBAAAAF98ivx6DwCvAWEAAABQb25lIAQA',
    'OQFbALAAAAUAAAAPnZJmhw0AcQABYv////8LANMAAAYAAAAUiNbJowAAFgBwBnp3w7ZsZgAAAAA=',
  ]),
  batch(`${PYTHON} of Kafka 0.10`, 'none', true, [
    'AAAAAAAAAAQAAABnQ1zsTQEAAAABoZmORAAAAAABYQAAAFBvbmUgb25lIG9uZSBvbmUgb25lIG9uZSBvbmUgb25l',
    'IG9uZSBvbmUgb25lIG9uZSBvbmUgb25lIG9uZSBvbmUgb25lIG9uZSBvbmUgb25lIAAAAAAAAAAFAAAAFwuqpwoB',
    'AAAAAaGZjkQFAAAAAWL/////AAAAAAAAAAYAAAAcpm0VTAEAAAABoZmOQ/b/////AAAABnp3w7ZsZg==',
  ]),
  batch(`${PYTHON} of Kafka 0.10`, 'gzip', true, [
    'AAAAAAAAAAYAAABw16VxUgEBAAAAAAAAAAD/////AAAAWh+LCAARuAtrAv9jYICDdOeYN76MQAbjwpl9LiARxkQg',
    'EZCfl6pATQy1DmSTOPeq5VxwK1lBjKT/QABVwgTEMstyRX1gSpy/QWXZqsoPb8tJAwAcgl7OvgAAAA==',
  ]),
  batch(`${PYTHON} of Kafka 0.10`, 'snappy', true, [
    'AAAAAAAAAAYAAACNiIyrtQECAAAAAAAAAAD/////AAAAd4JTTkFQUFkAAAAAAQAAAAEAAABjvgEAABkBNGdDXOxN',
    'AQAAAAGhmY5EARgkAWEAAABQb25lIP4EAC4EAAFaAWYcAAAAFwuqpwoBCQVzAAUBFhRi/////wAJASACAAAAHKZt',
    'FUwRIzxD9v////8AAAAGenfDtmxm',
  ]),
  batch(`${PYTHON} of Kafka 0.10`, 'lz4', true, [
    'AAAAAAAAAAYAAACITcAwywEDAAAAAAAAAAD/////AAAAcgQiTRhoQL4AAAAAAAAASFsAAAAWAAEA4GdDXOxNAQAA',
    'AAGhmY5EGACvAWEAAABQb25lIAQAOQBaAABmAIUAAAAXC6qnCnMAEAUWAFFi/////yEAtAAAAgAAABymbRVMIwAj',
    'Q/YeAHAGenfDtmxmAAAAAA==',
  ]),
];

function batch(
  writer: string,
  codec: string,
  hasTimes: boolean,
  base64: readonly string[],
): ForeignBatch {
  return { writer, codec, hasTimes, bytes: Buffer.from(base64.join(''), 'base64') };
}

/** The records of each batch, without their offsets, which begin at 0 or 4. */
export const FOREIGN_RECORDS = [
  { key: 'a', value: 'one '.repeat(20), timestampMs: 1_793_577_600_000 },
  { key: 'b', value: null, timestampMs: 1_793_577_600_005 },
  { key: null, value: 'zwölf', timestampMs: 1_793_577_599_990 },
] as const;
