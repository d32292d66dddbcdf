// @ts-check

import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { editedFile } from '../edits/edit-by-symbol.mjs';

// Shows that each threat of docs/security.md has a test that fails without its control: in a copy of
// the project each part of a control is taken away in turn, and the test that is named for it is run.
// First of all, every one of these tests must pass with the controls as they are.
//
//   npm run test:threats -- [number of a threat ...]

/** @typedef {import('./threats.ts').Threat} Threat */
/** @typedef {import('./threats.ts').Removal} Removal */
/** @typedef {{ readonly name: string, readonly passed: boolean }} Ended A test that ran to its end. */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LEFT_OUT = new Set(['node_modules', 'dist', '.git', 'coverage', '.env']);
const TIME_MS_MAX = 120_000;

const startedMs = performance.now();
const stop = new AbortController();
const base = mkdtempSync(join(tmpdir(), 'tenant-keys-threats-'));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => {
    stop.abort();
    rmSync(base, { recursive: true, force: true });
    process.exit(130);
  });
}
try {
  process.exitCode = await main();
} finally {
  rmSync(base, { recursive: true, force: true });
}

async function main() {
  const numbers = process.argv.slice(2);
  const { THREATS } = await threats();
  const chosen = THREATS.filter(
    ({ number }) => numbers.length === 0 || numbers.includes(String(number)),
  );
  if (chosen.length === 0) {
    process.stderr.write(`Give numbers of threats from 1 to ${THREATS.length}, or none for all.\n`);
    return 2;
  }
  // Some of the tests run the functions as they are deployed.
  await run(ROOT, ['scripts/build.mjs', '--quiet']);
  const removals = chosen.flatMap(({ removals }) => removals);
  const copies = Array.from({ length: Math.min(2, availableParallelism()) }, (_, index) =>
    copyProject(`copy-${index}`),
  );
  const [first = ''] = copies;
  const asIs = await runTests(first, removals);
  const unlike = removals.filter((removal) => !isKept(removal, asIs));
  for (const { testFile, test } of unlike)
    say(`Does not pass as the code is: ${testFile}: ${test}`);

  /** @type {Map<Removal, string | undefined>} */
  const noticed = new Map();
  const waiting = removals.values();
  await Promise.all(
    copies.map(async (copy) => {
      for (const removal of waiting) noticed.set(removal, await complaintOf(copy, removal));
    }),
  );
  for (const threat of chosen) report(threat, noticed);
  const wrong = [...noticed.values()].filter((complaint) => complaint !== undefined).length;
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  say(
    `${chosen.length} threats, ${removals.length} parts of controls taken away, ` +
      `${removals.length - wrong} noticed, ${unlike.length} tests that do not pass anyway, ${seconds} s`,
  );
  return wrong === 0 && unlike.length === 0 ? 0 : 1;
}

/**
 * @param {Threat} threat
 * @param {ReadonlyMap<Removal, string | undefined>} noticed
 */
function report({ number, name, removals }, noticed) {
  const wrong = removals.filter((removal) => noticed.get(removal) !== undefined);
  const verdict = wrong.length === 0 ? 'fails without its control' : 'NOT PROVEN';
  say(`${String(number).padStart(2)} | ${name} | ${removals.length} | ${verdict}`);
  for (const removal of wrong) say(`   ${removal.name}: ${noticed.get(removal)}`);
}

/**
 * Takes part of a control away, runs the test that must notice, and puts it back.
 *
 * @param {string} copy
 * @param {Removal} removal
 * @returns {Promise<string | undefined>} What is wrong with the proof.
 */
async function complaintOf(copy, removal) {
  let edited;
  try {
    edited = editedFile(copy, removal);
  } catch (error) {
    return `threats.ts no longer fits the code: ${error instanceof Error ? error.message : error}`;
  }
  const path = join(copy, edited.file);
  const before = readFileSync(path, 'utf8');
  const isContract = /^(?:events|scripts)\//.test(edited.file);
  try {
    writeFileSync(path, edited.text);
    if (isContract) await run(copy, ['scripts/generate.mjs']);
    const ended = (await runTests(copy, [removal])).filter(({ name }) => isOf(removal, name));
    if (ended.length === 0) return `${removal.testFile} could not be run`;
    return ended.every(({ passed }) => passed) ? `"${removal.test}" still passes` : undefined;
  } finally {
    writeFileSync(path, before);
    if (isContract) await run(copy, ['scripts/generate.mjs']);
  }
}

/**
 * @param {Removal} removal
 * @param {readonly Ended[]} ended
 */
function isKept(removal, ended) {
  const own = ended.filter(({ name }) => isOf(removal, name));
  return own.length > 0 && own.every(({ passed }) => passed);
}

/**
 * Runs the tests that are named for removals, and gives how each test ended.
 *
 * @param {string} copy
 * @param {readonly Removal[]} removals
 * @returns {Promise<readonly Ended[]>}
 */
async function runTests(copy, removals) {
  const outputFile = join(copy, 'ended.json');
  rmSync(outputFile, { force: true });
  await run(copy, [
    ...['node_modules/vitest/vitest.mjs', 'run', '--coverage.enabled=false', '--maxWorkers=1'],
    ...['--reporter=json', `--outputFile=${outputFile}`],
    ...['-t', removals.map(patternOf).join('|')],
    ...new Set(removals.map(({ testFile }) => testFile)),
  ]).catch(() => {}); // A test failed: which one, is in the file.
  const { testResults } = JSON.parse(readFileSync(outputFile, 'utf8'));
  return testResults.flatMap((/** @type {any} */ { name: path, assertionResults }) =>
    assertionResults
      .filter((/** @type {any} */ { status }) => status === 'passed' || status === 'failed')
      .map((/** @type {any} */ { fullName, status }) => ({
        name: `${relative(copy, path)} ${fullName}`,
        passed: status === 'passed',
      })),
  );
}

/**
 * @param {Removal} removal
 * @param {string} name
 */
function isOf(removal, name) {
  return name.startsWith(`${removal.testFile} `) && new RegExp(patternOf(removal)).test(name);
}

/**
 * The name of a test as a pattern: what stands for the values of a row may be anything.
 *
 * @param {Removal} removal
 */
function patternOf({ test, row = '' }) {
  const [name, value] = [test, row].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return `${name?.replace(/%[sdij]/g, '.*')}.*${value}`;
}

/**
 * Copies what is ours, and links what is not.
 *
 * @param {string} name
 */
function copyProject(name) {
  const copy = join(base, name);
  cpSync(ROOT, copy, {
    recursive: true,
    filter: (path) => !LEFT_OUT.has(basename(path)) || path === ROOT,
  });
  mkdirSync(join(copy, 'dist'));
  for (const built of ['functions', 'emulator', 'local', 'cli', 'sbom']) {
    symlinkSync(join(ROOT, 'dist', built), join(copy, 'dist', built));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** @returns {Promise<{ readonly THREATS: readonly Threat[] }>} */
async function threats() {
  const outfile = join(base, 'threats.mjs');
  const entryPoints = ['test/threats/threats.ts'];
  await build({ absWorkingDir: ROOT, entryPoints, outfile, format: 'esm', logLevel: 'error' });
  return import(outfile);
}

/**
 * @param {string} cwd
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
function run(cwd, args) {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      args,
      { cwd, timeout: TIME_MS_MAX, signal: stop.signal },
      (error) => {
        if (error === null) resolve();
        else reject(error);
      },
    );
  });
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
