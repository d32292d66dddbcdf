// @ts-check

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'yaml';
import { DEAD_WEIGHT, withoutKafkaLogins, withoutKafkaParts } from './dead-weight.mjs';
import { withoutNodeWarnings } from './node-warnings.mjs';

/** @typedef {import('esbuild').BuildResult<{ write: false, metafile: true }>} Bundles */

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** @satisfies {import('esbuild').BuildOptions} */
const COMMON = {
  absWorkingDir: ROOT,
  outdir: 'dist',
  write: /** @type {const} */ (false),
  bundle: true,
  platform: /** @type {const} */ ('node'),
  metafile: /** @type {const} */ (true),
  logLevel: /** @type {const} */ ('silent'),
  // The bundles contain paths, which must not depend on where packages are linked to.
  preserveSymlinks: true,
  alias: DEAD_WEIGHT,
  plugins: [withoutNodeWarnings],
};

/** The names of the functions that serverless.yml deploys: each has a file of that name in functions/. */
export const FUNCTION_NAMES = Object.keys(
  parse(readFileSync(join(ROOT, 'serverless.yml'), 'utf8')).inputs.functions,
);

/**
 * Bundles each function as it is deployed: CommonJS, since the platform loads a handler by
 * `require`. Dynamic imports stay lazy, so the Kafka client costs nothing until it is first used.
 * Writes no files.
 *
 * @returns {Promise<Bundles>}
 */
export function bundleFunctions() {
  const entryPoints = FUNCTION_NAMES.map((name) => ({
    in: `functions/${name}.ts`,
    out: `functions/${name}/index`,
  }));
  return build({
    ...COMMON,
    entryPoints,
    format: 'cjs',
    target: 'node18',
    minify: true,
    plugins: [...COMMON.plugins, withoutKafkaLogins, withoutKafkaParts],
  });
}

/**
 * Bundles the local cloud and the operator's command. Writes no files.
 *
 * @returns {Promise<Bundles>}
 */
export function bundleLocal() {
  return build({
    ...COMMON,
    entryPoints: [
      { in: 'emulator/scf/worker.ts', out: 'emulator/worker' },
      { in: 'local/start.ts', out: 'local/start' },
      ...sourcesIn('cli').map((path) => ({ in: path, out: `cli/${nameOf(path)}` })),
    ],
    format: 'esm',
    target: 'node20',
    outExtension: { '.js': '.mjs' },
    // CommonJS packages call `require` for Node's own modules, which an ES module does not have.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
}

/**
 * Bundles the page of the local cloud for browsers. Writes no files.
 *
 * @returns {Promise<Bundles>}
 */
export function bundlePage() {
  return build({
    absWorkingDir: ROOT,
    outdir: 'dist',
    write: false,
    bundle: true,
    metafile: true,
    logLevel: 'silent',
    preserveSymlinks: true,
    entryPoints: [
      { in: 'local/page/browser/app.tsx', out: 'local/page/app' },
      { in: 'emulator/page/browser/index.html', out: 'local/page/index' },
      { in: 'emulator/page/browser/icon.svg', out: 'local/page/icon' },
    ],
    loader: { '.html': 'copy', '.svg': 'copy' },
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
  });
}

/** @param {string} folder */
function sourcesIn(folder) {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`)
    .sort();
}

/**
 * The name of a function or program, from the path of its source.
 *
 * @param {string} path
 */
export function nameOf(path) {
  return basename(path, '.ts');
}
