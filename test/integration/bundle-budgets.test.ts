import { describe, expect, test } from 'vitest';
import { bundleFunctions, bundlePage } from '../../scripts/bundle.mjs';
import { BYTES_MAX } from '../../scripts/bundle-limits.mjs';
import { grownModules, readTable, sizesOf } from '../../scripts/bundle-sizes.mjs';

const sizes = sizesOf(await bundleFunctions());
const table = readTable();

const LAZY = [
  'fzstd',
  'jose',
  'kafkajs',
  'shared/cos',
  'shared/request-status',
  'snappyjs',
  'tencentcloud-sdk-nodejs/tag',
];

const RENEW =
  'If it is worth that, run `node scripts/size-budgets.mjs --renew` and commit the table.';

test('the table of sizes is of the existing functions', () => {
  expect(Object.keys(table), RENEW).toEqual(sizes.map(({ name }) => name));
});

describe.each(sizes)('the bundle of $name', (size) => {
  test('weighs at most 255 kB without the Kafka client and codecs, and 430 kB with it', () => {
    expect(BYTES_MAX).toEqual({ withoutKafka: 255_000, withKafka: 430_000 });
    expect(size.bytesWithoutKafka).toBeLessThanOrEqual(BYTES_MAX.withoutKafka);
    expect(size.bytes).toBeLessThanOrEqual(BYTES_MAX.withKafka);
  });

  test('has no module that has grown since the table was renewed', () => {
    expect(grownModules(size.modules, table[size.name] ?? {}), RENEW).toEqual([]);
  });

  test('loads Kafka, its compressions, what checks tokens, statuses, and the Tag service only when they are first used', () => {
    expect(size.lazyModules).toEqual(LAZY.filter((each) => each in size.modules));
    expect(size.modules).toHaveProperty('tencentcloud-sdk-nodejs/tag');
  });
});

test('only heal has the retry queue, and what answers over HTTP opens nothing that was sent in again', () => {
  const having = (module: string) =>
    sizes.filter(({ modules }) => module in modules).map(({ name }) => name);
  expect(having('shared/retry-queue')).toEqual(['heal']);
  expect(having('shared/retry-envelope.ts')).toEqual(['provision-keys', 'heal']);
});

test('the page weighs at most 150 kB of script and 20 kB of style', async () => {
  const { outputFiles } = await bundlePage();
  const bytesOf = (name: string) =>
    outputFiles.find(({ path }) => path.endsWith(name))?.contents.length;
  expect(bytesOf('app.js')).toBeLessThanOrEqual(150_000);
  expect(bytesOf('app.css')).toBeLessThanOrEqual(20_000);
});

describe('a module that grows', () => {
  const before = { jose: 20_000, 'shared/log.ts': 1_000 };

  test('by 3 %, or by 300 bytes if it is small, is let be', () => {
    expect(grownModules({ jose: 20_600, 'shared/log.ts': 1_300 }, before)).toEqual([]);
  });

  test('is named when it grows by more, and so is a new one', () => {
    expect(grownModules({ jose: 20_601, 'shared/log.ts': 1_301, yaml: 301 }, before)).toEqual([
      'jose has grown from 20000 to 20601 bytes',
      'shared/log.ts has grown from 1000 to 1301 bytes',
      'yaml has grown from 0 to 301 bytes',
    ]);
  });
});
