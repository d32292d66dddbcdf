// @ts-check

/**
 * Bundles everything that runs: each file of functions/ as it is deployed, the local cloud with its page,
 * and the operator's command. dist/sbom has an SBOM for each function's bundle.
 *
 *   node scripts/build.mjs [--quiet]
 *
 * Only files that have changed are written, each atomically, so that a running local cloud is not
 * interrupted. The same sources give the same bytes in any folder. A failed build names the file and
 * exits with 1.
 */

import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bundleFunctions, bundleLocal, bundlePage, nameOf, ROOT } from './bundle.mjs';
import { sbomOf, withCopied } from './sbom.mjs';
import { writeFolder } from './write-folder.mjs';

async function main() {
  const results = await Promise.all([bundleFunctions(), bundleLocal(), bundlePage()]);
  writeFolder(
    join(ROOT, 'dist'),
    ['functions', 'emulator', 'local', 'cli', 'sbom'],
    [
      ...results.flatMap(filesOf),
      ...sbomsOf(results[0]),
      // Without this file, the project's own package.json would make the bundles ES modules.
      { path: 'functions/package.json', content: Buffer.from('{ "type": "commonjs" }\n') },
    ],
  );
  if (!process.argv.includes('--quiet')) process.stdout.write(`${summaryOf(results)}\n`);
}

/**
 * @param {import('./bundle.mjs').Bundles} bundles
 * @returns {import('./write-folder.mjs').NewFile[]}
 */
function filesOf({ outputFiles }) {
  return outputFiles.map(({ path, contents }) => {
    const inDist = relative(join(ROOT, 'dist'), path);
    return { path: inDist, content: contents, isProgram: inDist.startsWith('cli') };
  });
}

/**
 * @param {import('./bundle.mjs').Bundles} functions
 * @returns {import('./write-folder.mjs').NewFile[]}
 */
function sbomsOf({ metafile, outputFiles }) {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  return outputFiles.map(({ path, contents: bytes }) => {
    const { entryPoint = '', inputs = {} } = metafile.outputs[relative(ROOT, path)] ?? {};
    const name = nameOf(entryPoint);
    const present = Object.keys(inputs).filter((input) => inputs[input]?.bytesInOutput);
    const all = withCopied(present, (input) => readFileSync(join(ROOT, input), 'utf8'));
    const bundled = { name, version: lock.version, bytes, inputs: all };
    return { path: `sbom/${name}.cdx.json`, content: Buffer.from(sbomOf(bundled, lock)) };
  });
}

/** @param {readonly import('./bundle.mjs').Bundles[]} results */
function summaryOf(results) {
  const sizes = results
    .flatMap((result) => Object.entries(result.metafile.outputs))
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
