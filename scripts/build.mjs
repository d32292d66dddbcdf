// @ts-check

/**
 * Bundles all that runs: each file of functions/ as it is deployed, the local cloud, and the operator's
 * command.
 *
 *   node scripts/build.mjs [--quiet]
 *
 * Only what exists is built. A failure names the file, and leaves with 1.
 */

import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** @type {import('esbuild').BuildOptions} */
const COMMON = {
  absWorkingDir: ROOT,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  metafile: true,
  logLevel: 'silent',
  // Dead weight of the vendor's SDK: four fifths of its code, and none of it is ever run.
  alias: {
    'whatwg-url': join(ROOT, 'scripts/shims/whatwg-url.cjs'),
    'form-data': join(ROOT, 'scripts/shims/form-data.cjs'),
  },
};

/**
 * The deployed form: CommonJS, since the platform loads a handler by `require`. A dynamic import
 * stays lazy in it, so the Kafka client costs nothing until it is first used.
 *
 * @type {import('esbuild').BuildOptions}
 */
const DEPLOYED = { ...COMMON, format: 'cjs', target: 'node18', minify: true };

/** @type {import('esbuild').BuildOptions} */
const LOCAL = {
  ...COMMON,
  format: 'esm',
  target: 'node20',
  outExtension: { '.js': '.mjs' },
  // Packages in CommonJS call `require` for Node's own modules, and an ES module has none.
  banner: {
    js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
  },
};

async function main() {
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  mkdirSync(join(ROOT, 'dist/functions'), { recursive: true });
  // The project's own package.json would make ES modules of the bundles.
  writeFileSync(join(ROOT, 'dist/functions/package.json'), '{ "type": "commonjs" }\n');
  const functions = sourcesIn('functions').map((path) => ({
    in: path,
    out: `functions/${nameOf(path)}/index`,
  }));
  const local = [
    ...['emulator/start.ts', 'emulator/scf/worker.ts']
      .filter((path) => existsSync(join(ROOT, path)))
      .map((path) => ({ in: path, out: `emulator/${nameOf(path)}` })),
    ...sourcesIn('cli').map((path) => ({ in: path, out: `cli/${nameOf(path)}` })),
  ];
  const results = await Promise.all([
    build({ ...DEPLOYED, entryPoints: functions }),
    build({ ...LOCAL, entryPoints: local }),
  ]);
  for (const path of sourcesIn('cli')) chmodSync(join(ROOT, `dist/cli/${nameOf(path)}.mjs`), 0o755);
  if (!process.argv.includes('--quiet')) process.stdout.write(`${summaryOf(results)}\n`);
}

/** @param {string} folder */
function sourcesIn(folder) {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`);
}

/** @param {string} path */
function nameOf(path) {
  return basename(path, '.ts');
}

/** @param {readonly import('esbuild').BuildResult[]} results */
function summaryOf(results) {
  const sizes = results
    .flatMap((result) => Object.entries(result.metafile?.outputs ?? {}))
    .map(([path, { bytes }]) => `${path} ${Math.ceil(bytes / 1000)} kB`);
  return `built ${sizes.join(', ') || 'nothing: there is no source yet'}`;
}

/** @param {import('esbuild').Message} message */
function sentenceOf({ location, text }) {
  const place = location ? `${location.file}:${location.line}:${location.column}: ` : '';
  return `${place}${text}\n`;
}

try {
  await main();
} catch (error) {
  const { errors } = /** @type {Partial<import('esbuild').BuildFailure>} */ (error);
  if (errors === undefined) throw error;
  process.stderr.write(`The build failed.\n${errors.map(sentenceOf).join('')}`);
  process.exitCode = 1;
}
