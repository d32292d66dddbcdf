// @ts-check

/**
 * Bundles all that runs: each file of functions/ as it is deployed, the local cloud, and the operator's
 * command. Beside each function's bundle, dist/sbom has the list of what is in it.
 *
 *   node scripts/build.mjs [--quiet]
 *
 * Only what exists is built, and only what has changed is written, each file at once, so that a local
 * cloud goes on while its bundles are made anew. The same sources make the same bytes, wherever they
 * are. A failure names the file, and leaves with 1.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { sbomOf } from './sbom.mjs';
import { writeFolder } from './write-folder.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** @type {import('esbuild').BuildOptions} */
const COMMON = {
  absWorkingDir: ROOT,
  outdir: 'dist',
  write: false,
  bundle: true,
  platform: 'node',
  metafile: true,
  logLevel: 'silent',
  // Paths stand in the bundles, and should not tell where packages are linked to.
  preserveSymlinks: true,
  // Dead weight of the vendor's SDK: four fifths of its code, and none of it is ever run.
  alias: {
    'whatwg-url': join(ROOT, 'scripts/shims/whatwg-url.cjs'),
    'form-data': join(ROOT, 'scripts/shims/form-data.cjs'),
    // Installed by tools alone, so that the bundles would differ with the tools.
    'supports-color': join(ROOT, 'scripts/shims/supports-color.cjs'),
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
  writeFolder(
    join(ROOT, 'dist'),
    ['functions', 'emulator', 'cli', 'sbom'],
    [
      ...results.flatMap(filesOf),
      ...sbomsOf(results[0]),
      // The project's own package.json would make ES modules of the bundles.
      { path: 'functions/package.json', content: Buffer.from('{ "type": "commonjs" }\n') },
    ],
  );
  if (!process.argv.includes('--quiet')) process.stdout.write(`${summaryOf(results)}\n`);
}

/** @param {string} folder */
function sourcesIn(folder) {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`)
    .sort();
}

/** @param {string} path */
function nameOf(path) {
  return basename(path, '.ts');
}

/**
 * @param {import('esbuild').BuildResult} result
 * @returns {import('./write-folder.mjs').NewFile[]}
 */
function filesOf({ outputFiles = [] }) {
  return outputFiles.map(({ path, contents }) => {
    const inDist = relative(join(ROOT, 'dist'), path);
    return { path: inDist, content: contents, isProgram: inDist.startsWith('cli') };
  });
}

/**
 * @param {import('esbuild').BuildResult} functions
 * @returns {import('./write-folder.mjs').NewFile[]}
 */
function sbomsOf({ metafile, outputFiles = [] }) {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  return outputFiles.map(({ path, contents: bytes }) => {
    const { entryPoint = '', inputs = {} } = metafile?.outputs[relative(ROOT, path)] ?? {};
    const name = nameOf(entryPoint);
    const present = Object.keys(inputs).filter((input) => inputs[input]?.bytesInOutput);
    const bundled = { name, version: lock.version, bytes, inputs: present };
    return { path: `sbom/${name}.cdx.json`, content: Buffer.from(sbomOf(bundled, lock)) };
  });
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
