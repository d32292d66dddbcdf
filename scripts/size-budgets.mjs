// @ts-check

import { writeFileSync } from 'node:fs';
import { bundleFunctions } from './bundle.mjs';
import { sizesOf, TABLE_PATH } from './bundle-sizes.mjs';

// Prints what each function's bundle weighs, by package and folder. With --renew it also writes the
// table that the tests hold the bundles to, once somebody has looked at what has grown and why.

const sizes = sizesOf(await bundleFunctions());
for (const { name, bytes, gzipBytes, bytesWithoutKafka, modules, lazyModules } of sizes) {
  const sums = `${bytes} bytes, ${gzipBytes} with gzip, ${bytesWithoutKafka} without Kafka`;
  process.stdout.write(`${name}: ${sums}\n`);
  const byWeight = Object.entries(modules).sort(([, one], [, other]) => other - one);
  for (const [module, weight] of byWeight) {
    const when = lazyModules.includes(module) ? ', when first used' : '';
    process.stdout.write(`${String(weight).padStart(9)} ${module}${when}\n`);
  }
}

if (process.argv.includes('--renew')) {
  const table = Object.fromEntries(sizes.map(({ name, modules }) => [name, modules]));
  writeFileSync(TABLE_PATH, `${JSON.stringify(table, null, 2)}\n`);
}
