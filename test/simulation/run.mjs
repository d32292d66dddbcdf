// @ts-check

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { editedFile } from '../edits/edit-by-symbol.mjs';

// Simulates worlds in as many threads as there are cores, and reports the promises that they break.
//
//   npm run test:simulation -- [--seeds N] [--first N] [--faults 1|2] [--bugs]
//   SEED=N npm run test:simulation
//
// --seeds: the number of random worlds, from the seed --first. --faults: every schedule of at most this
// number of faults in the fixed scenarios. --bugs: plants each bug of planted-bugs.ts, which must be
// found within 2,000 seeds. SEED replays one world, and prints the shortest schedule that still breaks
// a promise.

/** @typedef {import('./every-schedule.ts').Tally} Tally */
/** @typedef {import('./worker.ts').Errand} Errand */
/** @typedef {import('./planted-bugs.ts').PlantedBug} PlantedBug */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BANNER =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";
const BUG_SEEDS_MAX = 2_000;

const startedMs = performance.now();
process.exitCode = await main();

async function main() {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '5000' },
      first: { type: 'string', default: '1' },
      faults: { type: 'string' },
      bugs: { type: 'boolean', default: false },
    },
  });
  const seed = process.env.SEED;
  if (seed)
    return report(`seed ${seed}`, await trySeeds(await bundle(), wholeNumber('SEED', seed), 1));
  if (values.bugs) return findBugs();
  const path = await bundle();
  if (values.faults !== undefined) {
    const faultsMax = wholeNumber('--faults', values.faults);
    return report(`all schedules of ${faultsMax} faults`, await trySchedules(path, faultsMax));
  }
  const first = wholeNumber('--first', values.first);
  const count = wholeNumber('--seeds', values.seeds);
  return report(`seeds ${first} to ${first + count - 1}`, await trySeeds(path, first, count));
}

/**
 * @param {string} name
 * @param {string} text
 */
function wholeNumber(name, text) {
  if (/^[0-9]{1,9}$/.test(text) && text !== '0') return Number(text);
  process.stderr.write(`${name} must be a whole number from 1 up, not ${JSON.stringify(text)}.\n`);
  return process.exit(2);
}

/**
 * Bundles the simulator, with a planted bug if one is given.
 *
 * @param {PlantedBug} [bug]
 */
async function bundle(bug) {
  const outfile = join(ROOT, 'dist/simulation', `${bug === undefined ? 'worker' : 'planted'}.mjs`);
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['test/simulation/worker.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: BANNER },
    logLevel: 'error',
    plugins: bug === undefined ? [] : [planting(bug)],
  });
  return outfile;
}

/**
 * @param {PlantedBug} bug
 * @returns {import('esbuild').Plugin}
 */
function planting(bug) {
  return {
    name: 'planting',
    setup: ({ onLoad }) => {
      const { file, text } = editedFile(ROOT, bug);
      const path = join(ROOT, file);
      onLoad({ filter: /\.ts$/ }, (args) => {
        return args.path === path ? { contents: text, loader: 'ts' } : undefined;
      });
    },
  };
}

/**
 * @param {string} path
 * @param {number} first
 * @param {number} count
 */
function trySeeds(path, first, count, foundMax = 10) {
  const threads = Math.min(count, availableParallelism());
  const share = Math.ceil(count / threads);
  return inThreads(path, threads, (thread) => ({
    kind: 'seeds',
    first: first + thread * share,
    count: Math.min(share, count - thread * share),
    foundMax,
  }));
}

/**
 * @param {string} path
 * @param {number} faultsMax
 */
function trySchedules(path, faultsMax) {
  const parts = availableParallelism();
  return inThreads(path, parts, (part) => ({ kind: 'schedules', faultsMax, part, parts }));
}

/**
 * @param {string} path
 * @param {number} threads
 * @param {(thread: number) => Errand} errandOf
 * @returns {Promise<Tally>}
 */
async function inThreads(path, threads, errandOf) {
  const tallies = await Promise.all(
    Array.from({ length: threads }, (_, thread) => inThread(path, errandOf(thread))),
  );
  return {
    worlds: tallies.reduce((sum, { worlds }) => sum + worlds, 0),
    faults: tallies.reduce((sum, { faults }) => sum + faults, 0),
    found: tallies.flatMap(({ found }) => found),
  };
}

/**
 * @param {string} path
 * @param {Errand} errand
 * @returns {Promise<Tally>}
 */
function inThread(path, errand) {
  return new Promise((resolve, reject) => {
    // Most objects of a world are garbage when it ends.
    const resourceLimits = { maxYoungGenerationSizeMb: 64 };
    const worker = new Worker(path, { workerData: errand, resourceLimits });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/**
 * @param {string} what
 * @param {Tally} tally
 */
function report(what, { worlds, faults, found }) {
  const seconds = (performance.now() - startedMs) / 1_000;
  const rate = Math.round(worlds / seconds);
  process.stdout.write(
    `${what}: ${worlds} worlds, ${faults} faults, ${found.length} violations, ` +
      `${seconds.toFixed(1)} s, ${rate} worlds a second on ${availableParallelism()} cores\n`,
  );
  for (const one of found) process.stdout.write(`${sentenceOf(one)}\n`);
  return found.length === 0 ? 0 : 1;
}

/** @param {import('./find-fault.ts').Found & { readonly seed?: number }} found */
function sentenceOf({ seed, scenario, violation, shortest }) {
  const where = seed === undefined ? `In "${scenario}"` : `SEED=${seed}`;
  const schedule = shortest
    .map(({ index, label, name }) => `${index} ${label}: ${name}`)
    .join('; ');
  return `${where}: ${violation}. Shortest schedule: ${schedule || 'nothing needs to happen'}.`;
}

/** Plants each bug, and prints the seed that found it. */
async function findBugs() {
  const { PLANTED_BUGS } = await plantedBugs();
  let missed = 0;
  for (const bug of PLANTED_BUGS) {
    const path = await bundle(bug);
    const beganMs = performance.now();
    const { worlds, found } = await inThread(path, {
      kind: 'seeds',
      first: 1,
      count: BUG_SEEDS_MAX,
      foundMax: 1,
    });
    const ms = Math.round(performance.now() - beganMs);
    const [first] = found;
    if (first === undefined) missed += 1;
    const result = first === undefined ? 'NOT FOUND' : `seed ${worlds}: ${first.violation}`;
    process.stdout.write(
      `${bug.name} | ${result} | ${first?.shortest.length ?? '-'} faults | ${ms} ms\n`,
    );
  }
  process.stdout.write(`${PLANTED_BUGS.length} planted, ${PLANTED_BUGS.length - missed} found.\n`);
  return missed === 0 ? 0 : 1;
}

/** @returns {Promise<{ readonly PLANTED_BUGS: readonly PlantedBug[] }>} */
async function plantedBugs() {
  const outfile = join(ROOT, 'dist/simulation/planted-bugs.mjs');
  const entryPoints = ['test/simulation/planted-bugs.ts'];
  await build({ absWorkingDir: ROOT, entryPoints, outfile, format: 'esm', logLevel: 'error' });
  return import(outfile);
}
