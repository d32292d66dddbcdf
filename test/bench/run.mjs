// @ts-check

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { bundleFunctions } from '../../scripts/bundle.mjs';
import { sizesOf } from '../../scripts/bundle-sizes.mjs';
import { plainBuild } from './plain-build.mjs';
import { writeDocs } from './plots.mjs';

// Bundles the benches, the functions and the alternatives, and measures them.
//
//   npm run bench -- [--only NAME,NAME] [--cases NAME,NAME] [--quick] [--json] [--write-docs]

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OUT = join(ROOT, 'dist/bench');
const BANNER =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

process.exitCode = await main();

async function main() {
  await bundle({
    main: 'test/bench/main.ts',
    worker: 'test/simulation/worker.ts',
    ...Object.fromEntries(
      ['cloud', 'client', 'constant', 'host'].map((name) => [
        `${name}-process`,
        `test/bench/processes/${name}-process.ts`,
      ]),
    ),
  });
  /** @type {typeof import('./main.ts')} */
  const { bench } = await import(join(OUT, 'main.mjs'));
  const parsed = bench.parseFlags(process.argv.slice(2));
  if (parsed.kind === 'help') {
    process.stdout.write(bench.HELP);
    return 0;
  }
  if (parsed.kind === 'refused') {
    process.stderr.write(`${parsed.problem}\n`);
    return 2;
  }
  execFileSync(process.execPath, ['scripts/build.mjs', '--quiet'], { cwd: ROOT, stdio: 'inherit' });
  writeFileSync(join(OUT, 'sizes.json'), JSON.stringify(sizesOf(await bundleFunctions())));
  await bundlePlain();
  // The retained heap is measured, so garbage must be collected before.
  setFlagsFromString('--expose-gc');
  globalThis.gc = runInNewContext('gc');
  const report = (/** @type {string} */ sentence) => void process.stderr.write(`${sentence}\n`);
  const result = await bench.runBenches(parsed.flags, report);
  const { isTTY } = process.stdout;
  process.stdout.write(
    parsed.flags.json
      ? `${JSON.stringify(result)}\n`
      : `\n${bench.resultText(result, isTTY, process.env)}`,
  );
  if (parsed.flags.writesDocs) writeDocs(result, bench.resultWords);
  return 0;
}

/** @param {Record<string, string>} entryPoints */
async function bundle(entryPoints) {
  await build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir: OUT,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: BANNER },
    logLevel: 'error',
  });
}

/** The deployed functions from the plain build, minified like ours. */
async function bundlePlain() {
  const functions = ['accept-request', 'provision-keys', 'heal', 'redrive', 'reconcile', 'oversee'];
  const sources = functions.map((name) => [`${name}/index`, `functions/${name}.ts`]);
  await build({
    absWorkingDir: ROOT,
    entryPoints: { ...Object.fromEntries(sources), 'empty/index': 'test/bench/plain/empty.ts' },
    outdir: join(OUT, 'plain'),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: true,
    logLevel: 'error',
    plugins: [plainBuild(ROOT)],
  });
}
