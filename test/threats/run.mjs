// @ts-check

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { editedFile } from '../edits/edit-by-symbol.mjs';
import { itemsOf, readPart } from '../edits/part.mjs';
import { copyProject, ROOT } from '../edits/project-copy.mjs';

// Proves that each threat of docs/security.md has a test that fails without its control. Each part of a
// control is removed in turn in a copy of the project, and its test is run there. Before that, all of
// these tests must pass on the unchanged code.
//
//   npm run test:threats -- [number of a threat ...] [--part K/N]
//
// --part takes every N-th threat, from the K-th.

/** @typedef {import('./threats.ts').Threat} Threat */
/** @typedef {import('./threats.ts').Removal} Removal */
/** @typedef {{ readonly name: string, readonly passed: boolean }} TestResult */

const TIME_MS_MAX = 180_000;

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

/**
 * The numbers that the arguments choose; undefined where they are not understood.
 *
 * @param {readonly string[]} given
 * @param {readonly number[]} numbers
 */
function wantedNumbers(given, numbers) {
  if (given.length === 0) return numbers;
  const [flag, text = ''] = given;
  const part = readPart(text);
  if (flag === '--part' && given.length === 2 && part !== undefined) return itemsOf(numbers, part);
  const wanted = given.map(Number);
  return wanted.every((number) => numbers.includes(number)) ? wanted : undefined;
}

async function main() {
  const { THREATS } = await threats();
  const numbers = THREATS.map(({ number }) => number);
  const wanted = wantedNumbers(process.argv.slice(2), numbers);
  if (wanted === undefined) {
    process.stderr.write(
      `Give numbers of threats from 1 to ${THREATS.length}, a part such as --part 2/3, or nothing for all.\n`,
    );
    return 2;
  }
  const chosen = THREATS.filter(({ number }) => wanted.includes(number));
  // Some of the tests run the bundles of the functions.
  await run(ROOT, ['scripts/build.mjs', '--quiet']);
  const removals = chosen.flatMap(({ removals }) => removals);
  const copies = Array.from({ length: Math.min(2, availableParallelism()) }, (_, index) =>
    join(base, `copy-${index}`),
  );
  copies.forEach(copyProject);
  const [first = ''] = copies;
  const unchanged = await runTests(first, removals);
  const failing = removals.filter((removal) => !passes(removal, unchanged));
  for (const { testFile, test } of failing) {
    say(`Fails on the unchanged code: ${testFile}: ${test}`);
  }

  /** @type {Map<Removal, string | undefined>} */
  const problems = new Map();
  const waiting = removals.values();
  await Promise.all(
    copies.map(async (copy) => {
      for (const removal of waiting) problems.set(removal, await problemWith(copy, removal));
    }),
  );
  for (const threat of chosen) report(threat, problems);
  const unproven = [...problems.values()].filter((problem) => problem !== undefined).length;
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  say(
    `${chosen.length} threats, ${removals.length} removals, ${removals.length - unproven} noticed, ` +
      `${failing.length} tests that fail on the unchanged code, ${seconds} s`,
  );
  return unproven === 0 && failing.length === 0 ? 0 : 1;
}

/**
 * @param {Threat} threat
 * @param {ReadonlyMap<Removal, string | undefined>} problems
 */
function report({ number, name, removals }, problems) {
  const unproven = removals.filter((removal) => problems.get(removal) !== undefined);
  const verdict = unproven.length === 0 ? 'fails without its control' : 'NOT PROVEN';
  say(`${String(number).padStart(2)} | ${name} | ${removals.length} | ${verdict}`);
  for (const removal of unproven) say(`   ${removal.name}: ${problems.get(removal)}`);
}

/**
 * Removes a part of a control, runs the test that must fail, and restores the part.
 *
 * @param {string} copy
 * @param {Removal} removal
 * @returns {Promise<string | undefined>} The problem, if the test does not prove the control.
 */
async function problemWith(copy, removal) {
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
    const results = (await runTests(copy, [removal])).filter(({ name }) => isOf(removal, name));
    if (results.length === 0) return `${removal.testFile} could not be run`;
    return results.every(({ passed }) => passed) ? `"${removal.test}" still passes` : undefined;
  } finally {
    writeFileSync(path, before);
    if (isContract) await run(copy, ['scripts/generate.mjs']);
  }
}

/**
 * @param {Removal} removal
 * @param {readonly TestResult[]} results
 */
function passes(removal, results) {
  const own = results.filter(({ name }) => isOf(removal, name));
  return own.length > 0 && own.every(({ passed }) => passed);
}

/**
 * Runs the tests of removals, and returns their results.
 *
 * @param {string} copy
 * @param {readonly Removal[]} removals
 * @returns {Promise<readonly TestResult[]>}
 */
async function runTests(copy, removals) {
  const outputFile = join(copy, 'results.json');
  rmSync(outputFile, { force: true });
  await run(copy, [
    ...['node_modules/vitest/vitest.mjs', 'run', '--coverage.enabled=false', '--maxWorkers=1'],
    ...['--reporter=json', `--outputFile=${outputFile}`],
    ...['-t', removals.map(patternOf).join('|')],
    ...new Set(removals.map(({ testFile }) => testFile)),
  ]).catch(() => {}); // The file says which tests failed.
  if (!existsSync(outputFile)) return []; // The run ended before it had results.
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
 * The name of a test as a pattern, in which a placeholder such as %s matches anything. The row stands in place of the
 * last placeholder, or after the name.
 *
 * @param {Removal} removal
 */
function patternOf({ test, row = '' }) {
  const [name = '', value] = [test, row].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const last = /%[sdij](?!.*%[sdij])/;
  const places = [
    `${name}.*${value}`,
    ...(last.test(name) ? [name.replace(last, `.*${value}`)] : []),
  ];
  return places.map((text) => text.replace(/%[sdij]/g, '.*')).join('|');
}

/** @returns {Promise<{ readonly THREATS: readonly Threat[] }>} */
async function threats() {
  const outfile = join(base, 'threats.mjs');
  const entryPoints = ['test/threats/threats.ts'];
  await build({ absWorkingDir: ROOT, entryPoints, outfile, format: 'esm', logLevel: 'error' });
  return import(outfile);
}

/**
 * Runs Node, and ends it with all that it started when it takes too long: a removed limit may leave a test without
 * an end, in a process of its own.
 *
 * @param {string} cwd
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
function run(cwd, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: 'ignore', detached: true });
    const end = () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    const timer = setTimeout(end, TIME_MS_MAX);
    stop.signal.addEventListener('abort', end);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      stop.signal.removeEventListener('abort', end);
      if (code === 0) resolve();
      else reject(new Error(`${args[0]} ended with ${code}`));
    });
  });
}

/** @param {string} line */
function say(line) {
  process.stdout.write(`${line}\n`);
}
