import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BYTES_MAX } from '../../../scripts/bundle-limits.mjs';
import type { BundleSize } from '../../../scripts/bundle-sizes.mjs';
import type { Bench } from '../bench.ts';
import { counted } from '../figure.ts';
import { FUNCTIONS, type FunctionName, placeOf } from '../places.ts';
import { atMost, type Budget, type Row } from '../row.ts';

/** The size of each deployed function, compared with the plain build. */
export const size: Bench = {
  name: 'size',
  about: 'The size of each function as deployed, without the Kafka client, and gzipped.',
  measure: async () => FUNCTIONS.flatMap(sizesOf),
};

function sizesOf(name: FunctionName): readonly Row[] {
  const ours = contentsOf(`dist/functions/${name}`);
  const plain = contentsOf(`dist/bench/plain/${name}`);
  const row = (what: string, kb: number, plainBytes?: number, budget?: Budget): Row => ({
    what: `${name}, ${what}`,
    unit: 'kB',
    ours: counted(kb),
    others:
      plainBytes === undefined
        ? []
        : [{ name: 'plain build', figure: counted(plainBytes / 1_000) }],
    ...(budget && { budget }),
  });
  const gzipped = (contents: readonly Buffer[]) => contents.map((content) => gzipSync(content));
  const [kb, gzipKb] = [bytesIn(ours) / 1_000, bytesIn(gzipped(ours)) / 1_000];
  const kbWithoutKafka = withoutKafka(name) / 1_000;
  const plainBytes = bytesIn(plain);
  return [
    row('as deployed', kb, plainBytes, atMost(kb, BYTES_MAX.withKafka / 1_000, 'kB')),
    // The plain build cannot be split: it loads kafkajs at once, among everything else.
    row(
      'without kafkajs',
      kbWithoutKafka,
      undefined,
      atMost(kbWithoutKafka, BYTES_MAX.withoutKafka / 1_000, 'kB'),
    ),
    row('gzipped', gzipKb, bytesIn(gzipped(plain))),
  ];
}

/** The bytes of the bundle without the Kafka client, which is included but loaded lazily. */
function withoutKafka(name: FunctionName): number {
  const sizes: readonly BundleSize[] = JSON.parse(
    readFileSync(placeOf('dist/bench/sizes.json'), 'utf8'),
  );
  const size = sizes.find((each) => each.name === name);
  if (size === undefined) throw new Error(`there is no bundle of ${name}`);
  return size.bytesWithoutKafka;
}

function contentsOf(folder: string): readonly Buffer[] {
  const path = placeOf(folder);
  return readdirSync(path)
    .filter((file) => /\.c?js$/.test(file))
    .map((file) => readFileSync(join(path, file)));
}

function bytesIn(contents: readonly Buffer[]): number {
  return contents.reduce((sum, content) => sum + content.length, 0);
}
