// @ts-check

import { writeFileSync } from 'node:fs';
import { bundleFunctions } from './bundle.mjs';
import { sizesOf, TABLE_PATH } from './bundle-sizes.mjs';

// Prints the size of each function's bundle, by package and folder. With --renew it also writes the
// table that the tests compare the bundles with. Review what has grown, and why, before you renew it.

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
