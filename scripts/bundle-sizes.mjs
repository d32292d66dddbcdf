// @ts-check

import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { nameOf, ROOT } from './bundle.mjs';

/**
 * @typedef {object} BundleSize The size of one function's bundle, in total and by module.
 * @property {string} name Such as `accept-request`.
 * @property {number} bytes
 * @property {number} gzipBytes
 * @property {number} bytesWithoutKafka Without the Kafka client and the codecs of its messages.
 * @property {Modules} modules
 * @property {readonly string[]} lazyModules Modules that are loaded only when first used.
 *
 * @typedef {Readonly<Record<string, number>>} Modules Bytes by package, such as `jose`, or by folder
 *   of ours, such as `shared/http`.
 */

/** What serves the Kafka protocol alone. */
const KAFKA = ['kafkajs', 'fzstd', 'snappyjs'];

/** The size of each module of each function when the table was last renewed. */
export const TABLE_PATH = fileURLToPath(new URL('size-budgets.json', import.meta.url));

/** @returns {Readonly<Record<string, Modules>>} */
export function readTable() {
  return JSON.parse(readFileSync(TABLE_PATH, 'utf8'));
}

/**
 * @param {import('./bundle.mjs').Bundles} bundles
 * @returns {readonly BundleSize[]}
 */
export function sizesOf({ metafile, outputFiles }) {
  return outputFiles.map(({ path, contents }) => {
    const { entryPoint = '', inputs = {} } = metafile.outputs[relative(ROOT, path)] ?? {};
    const modules = modulesOf(inputs);
    const early = new Set([...loadedAtStart(entryPoint, metafile)].map(moduleOf));
    return {
      name: nameOf(entryPoint),
      bytes: contents.length,
      gzipBytes: gzipSync(contents).length,
      bytesWithoutKafka: KAFKA.reduce((left, name) => left - (modules[name] ?? 0), contents.length),
      modules,
      lazyModules: Object.keys(modules).filter((module) => !early.has(module)),
    };
  });
}

/** How much a module may exceed its size in the table before the growth must be reviewed. */
const SLACK = { share: 0.03, bytes: 300 };

/**
 * The modules that exceed their size in the table, one sentence each.
 *
 * @param {Modules} modules
 * @param {Modules} table
 * @returns {readonly string[]}
 */
export function grownModules(modules, table) {
  return Object.entries(modules).flatMap(([module, bytes]) => {
    const before = table[module] ?? 0;
    const bytesMax = before + Math.max(before * SLACK.share, SLACK.bytes);
    return bytes > bytesMax ? [`${module} has grown from ${before} to ${bytes} bytes`] : [];
  });
}

/**
 * @param {Readonly<Record<string, { readonly bytesInOutput: number }>>} inputs
 * @returns {Modules}
 */
function modulesOf(inputs) {
  /** @type {Map<string, number>} */
  const bytesOf = new Map();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const module = moduleOf(path);
    if (bytesInOutput > 0) bytesOf.set(module, (bytesOf.get(module) ?? 0) + bytesInOutput);
  }
  return Object.fromEntries([...bytesOf].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * The package of a file, for the SDK with the product; or our own folder, two levels deep.
 *
 * @param {string} path
 */
function moduleOf(path) {
  const [, product] =
    /\/tencentcloud-sdk-nodejs\/tencentcloud\/services\/([^/]+)\//.exec(path) ?? [];
  if (product !== undefined) return `tencentcloud-sdk-nodejs/${product}`;
  const [, packageName] = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return packageName ?? path.split('/').slice(0, 2).join('/');
}

/**
 * All files that are loaded before the first event: those that are not only imported dynamically.
 *
 * @param {string} entryPoint
 * @param {import('esbuild').Metafile} metafile
 */
function loadedAtStart(entryPoint, { inputs }) {
  const loaded = new Set([entryPoint]);
  for (const path of loaded) {
    for (const { path: next, kind, external } of inputs[path]?.imports ?? []) {
      if (kind !== 'dynamic-import' && !external) loaded.add(next);
    }
  }
  return loaded;
}
