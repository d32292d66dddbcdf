// @ts-check

import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { editedFile } from '../edits/edit-by-symbol.mjs';
import { itemsOf, readPart } from '../edits/part.mjs';

// Simulates worlds in as many threads as there are cores, and reports the promises that they break.

/** @typedef {import('./every-schedule.ts').Tally} Tally */
/** @typedef {import('./worker.ts').Errand} Errand */
/** @typedef {import('./planted-bugs.ts').PlantedBug} PlantedBug */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BANNER =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";
const BUG_SEEDS_MAX = 4_000;

const HELP = `npm run test:simulation -- [--seeds N] [--first N] [--faults 1|2] [--bugs] [--part K/N]
SEED=N npm run test:simulation

  --seeds   The number of random worlds, from the seed --first (5000, from 1).
  --faults  Every schedule of at most this number of faults in the fixed scenarios.
  --bugs    Plant each bug of planted-bugs.ts, which must be found within ${BUG_SEEDS_MAX} seeds.
  --part    The K-th of N equal parts of these schedules or bugs.

SEED replays one world, and prints the shortest schedule that still breaks a promise.
`;

const startedMs = performance.now();
process.exitCode = await main();

async function main() {
  const values = readFlags();
  if (values === undefined) return 2;
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const seed = process.env.SEED;
  if (seed)
    return report(`seed ${seed}`, await trySeeds(await bundle(), wholeNumber('SEED', seed), 1));
  const part = partOf(values.part ?? '1/1');
  if (values.bugs) return findBugs(part);
  if (values.part !== undefined && values.faults === undefined) {
    process.stderr.write('--part needs --faults or --bugs.\n');
    return 2;
  }
  const path = await bundle();
  if (values.faults !== undefined) {
    const faultsMax = wholeNumber('--faults', values.faults);
    const what = values.part === undefined ? 'all' : `part ${values.part} of the`;
    return report(
      `${what} schedules of ${faultsMax} faults`,
      await trySchedules(path, faultsMax, part),
    );
  }
  const first = wholeNumber('--first', values.first);
  const count = wholeNumber('--seeds', values.seeds);
  return report(`seeds ${first} to ${first + count - 1}`, await trySeeds(path, first, count));
}

function readFlags() {
  try {
    return parseArgs({
      options: {
        seeds: { type: 'string', default: '5000' },
        first: { type: 'string', default: '1' },
        faults: { type: 'string' },
        part: { type: 'string' },
        bugs: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    return undefined;
  }
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

/** @param {string} text */
function partOf(text) {
  const part = readPart(text);
  if (part !== undefined) return part;
  process.stderr.write(`--part must be like 2/4, not ${JSON.stringify(text)}.\n`);
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
 * @param {{ readonly part: number, readonly parts: number }} chosen
 */
function trySchedules(path, faultsMax, chosen) {
  const threads = availableParallelism();
  return inThreads(path, threads, (thread) => ({
    kind: 'schedules',
    faultsMax,
    part: chosen.part * threads + thread,
    parts: chosen.parts * threads,
  }));
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

/**
 * Plants each bug of a part, and prints the seed that found it.
 *
 * @param {{ readonly part: number, readonly parts: number }} chosen
 */
async function findBugs(chosen) {
  const { PLANTED_BUGS } = await plantedBugs();
  const planted = itemsOf(PLANTED_BUGS, chosen);
  let missed = 0;
  for (const bug of planted) {
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
  process.stdout.write(`${planted.length} planted, ${planted.length - missed} found.\n`);
  return missed === 0 ? 0 : 1;
}

/** @returns {Promise<{ readonly PLANTED_BUGS: readonly PlantedBug[] }>} */
async function plantedBugs() {
  const outfile = join(ROOT, 'dist/simulation/planted-bugs.mjs');
  const entryPoints = ['test/simulation/planted-bugs.ts'];
  await build({ absWorkingDir: ROOT, entryPoints, outfile, format: 'esm', logLevel: 'error' });
  return import(outfile);
}
