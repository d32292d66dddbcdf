// @ts-check

import { fileURLToPath } from 'node:url';

/**
 * What packages bring with them and nothing of ours ever runs, by what stands in for it. Each file in
 * shims/ says why it may; test/integration/shims.test.ts shows that what is used goes on as before.
 */
export const DEAD_WEIGHT = Object.fromEntries(
  ['form-data', 'https-proxy-agent', 'json-bigint', 'tslib', 'uuid', 'whatwg-url'].map((name) => [
    name,
    shimOf(name),
  ]),
);

/**
 * The same for a file within a package, which no alias can name.
 *
 * @type {import('esbuild').Plugin}
 */
export const withoutKafkaAdmin = {
  name: 'without-kafka-admin',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\/admin$/ }, ({ importer }) =>
      KAFKA_CLIENT.test(importer) ? { path: shimOf('kafka-admin') } : undefined,
    );
  },
};

const KAFKA_CLIENT = /[\\/]node_modules[\\/]kafkajs[\\/]src[\\/]index\.js$/;

/** @param {string} name */
function shimOf(name) {
  return fileURLToPath(new URL(`shims/${name}.cjs`, import.meta.url));
}
