// @ts-check

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { RESULTS_PATH } from './kept-results.mjs';
import {
  changedRanges,
  emptyReport,
  missedScores,
  reportText,
  scoresOf,
  untestedIn,
  withResults,
} from './report.mjs';

// Changes the code in every way that Stryker supports, one at a time, and shows which changes no test
// notices. Each result is kept at once in coverage/mutation, so a run that is broken off goes on with the next.

const HELP = `Usage: npm run test:mutation -- [FILE or FOLDER ...] [flags]

Without files, all of shared/, functions/ and deploy/. Results are kept in
coverage/mutation and used again while the source is the same, also of a run
that was broken off.

  --changed       only the lines that differ from --base
  --base COMMIT   by default where the branch left main; on main, the commit before
  --minutes N     end after N minutes, and say how many mutants are left
  --survivors     test again what no test noticed before
  --fresh         forget all results
  --help          print this text
`;

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = join(ROOT, 'coverage/mutation');
const REPORT = join(FOLDER, 'report.json');
const RESULTS = join(FOLDER, 'results.jsonl');
const CONFIG = join(FOLDER, 'config.json');

/** The least score of each part in percent; the first row that fits a file counts. */
const PERCENT_MIN = /** @type {const} */ ([
  ['shared/tenant-key/', 95],
  ['shared/dead-letters/', 95],
  ['shared/operator-command.ts', 95],
  ['shared/retry-queue/', 95],
  ['shared/triggers/', 95],
  ['shared/request-status/', 95],
  ['shared/events/', 95],
  ['shared/auth/', 95],
  ['shared/kms/', 95],
  ['shared/tag/', 95],
  ['shared/topics/', 95],
  ['shared/tencent/', 95],
  ['shared/key-status/', 95],
  ['shared/quota/', 95],
  ['shared/http/', 95],
  ['shared/cos/', 95],
  ['shared/fleet/', 95],
  ['shared/oversight/', 95],
  ['shared/', 95],
  ['functions/', 95],
  ['deploy/declaration/', 94],
  ['', 75],
]);

process.exitCode = await main().catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
});

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      changed: { type: 'boolean' },
      base: { type: 'string' },
      minutes: { type: 'string' },
      survivors: { type: 'boolean' },
      fresh: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  const minutes = Number(values.minutes ?? Number.POSITIVE_INFINITY);
  if (!(minutes > 0)) throw new Error('--minutes must be a number above 0.');
  if (values.base !== undefined && values.changed !== true) {
    throw new Error('--base needs --changed.');
  }
  const config = JSON.parse(readFileSync(new URL('stryker.config.json', import.meta.url), 'utf8'));
  const mutate = values.changed === true ? changed(values.base) : chosen(positionals);
  if (mutate.length === 0) {
    process.stdout.write('No line of shared/, functions/ or deploy/ was changed.\n');
    return 0;
  }
  mkdirSync(FOLDER, { recursive: true });
  if (values.fresh === true) for (const path of [REPORT, RESULTS]) rmSync(path, { force: true });
  keepResults();
  if (values.survivors === true) forgetSurvivors();
  const excluded = config.mutate.filter((/** @type {string} */ pattern) => pattern.startsWith('!'));
  writeFileSync(CONFIG, JSON.stringify({ ...config, mutate: [...mutate, ...excluded] }));
  const ended = await runStryker(minutes, mutate);
  const untested = untestedIn(existsSync(RESULTS) ? readFileSync(RESULTS, 'utf8') : '');
  if (ended === 'complete') rmSync(RESULTS, { force: true });
  else keepResults();
  return report(mutate, ended, untested);
}

/**
 * Where the lines are that a change touches.
 *
 * @param {string} [given] The commit to compare with.
 */
function changed(given) {
  const base = given ?? defaultBase();
  process.stdout.write(`Mutants of the lines that differ from ${base}\n`);
  const places = ['shared/**/*.ts', 'functions/**/*.ts', 'deploy/**/*.ts'];
  const paths = [...places.map((place) => `:(glob)${place}`), ':(exclude,glob)**/generated/**'];
  return changedRanges(git('diff', '--unified=0', '--no-color', base, '--', ...paths));
}

function defaultBase() {
  for (const main of ['origin/main', 'main']) {
    try {
      const base = git('merge-base', 'HEAD', main).trim();
      return base === git('rev-parse', 'HEAD').trim() ? commitBefore() : base;
    } catch {
      // There is no such branch here.
    }
  }
  return commitBefore();
}

/** In a clone of the newest commit alone there is none: then nothing differs. */
function commitBefore() {
  return git('rev-list', '--max-count=2', 'HEAD').trim().split('\n').at(-1) ?? 'HEAD';
}

/** @param {string[]} args */
function git(...args) {
  return execFileSync('git', args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** @param {readonly string[]} places Files and folders; all without any. */
function chosen(places) {
  const all = places.length === 0 ? ['shared', 'functions', 'deploy'] : places;
  return all.map((place) => {
    if (!existsSync(join(ROOT, place))) throw new Error(`There is no ${place}.`);
    return place.endsWith('.ts') ? place : `${place.replace(/\/$/, '')}/**/*.ts`;
  });
}

function readReport() {
  return existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, 'utf8')) : emptyReport();
}

/** @param {import('./report.mjs').Report} report */
function writeReport(report) {
  writeFileSync(`${REPORT}.new`, JSON.stringify(report));
  renameSync(`${REPORT}.new`, REPORT);
}

/** Moves the results of a run that did not end by itself into the report from which Stryker continues. */
function keepResults() {
  if (!existsSync(RESULTS)) return;
  writeReport(withResults(readReport(), readFileSync(RESULTS, 'utf8')));
  rmSync(RESULTS);
}

function forgetSurvivors() {
  const report = readReport();
  for (const file of Object.values(report.files)) {
    file.mutants = file.mutants.filter(
      (/** @type {{ status: string }} */ { status }) =>
        status !== 'Survived' && status !== 'NoCoverage',
    );
  }
  writeReport(report);
}

/**
 * @param {number} minutes
 * @param {readonly string[]} mutate
 * @returns {Promise<'complete' | 'time is over' | 'interrupted'>}
 */
async function runStryker(minutes, mutate) {
  const mutatesDeploy = mutate.some((place) => place.startsWith('deploy/'));
  const program = join(ROOT, 'test/mutation/node_modules/@stryker-mutator/core/bin/stryker.js');
  const child = spawn(process.execPath, [program, 'run', CONFIG], {
    cwd: ROOT,
    env: { ...process.env, [RESULTS_PATH]: RESULTS, MUTATES_DEPLOY: String(mutatesDeploy) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  /** @type {'complete' | 'time is over' | 'interrupted'} */
  let end = 'complete';
  const limitMs = Math.min(minutes * 60_000, 2 ** 31 - 1);
  const timer = setTimeout(() => {
    end = 'time is over';
    child.kill('SIGTERM');
  }, limitMs);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      end = 'interrupted';
      child.kill(signal);
    });
  }
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(timer);
  if (end === 'complete' && code !== 0) throw new Error('Stryker failed; its reason is above.');
  return end;
}

/**
 * @param {readonly string[]} mutate
 * @param {'complete' | 'time is over' | 'interrupted'} end
 * @param {number} untested
 */
function report(mutate, end, untested) {
  const scores = scoresOf(readReport(), (file, { location }) =>
    mutate.some((place) => isIn(place, file, location.start.line)),
  );
  process.stdout.write(`\n${reportText(scores)}`);
  if (end !== 'complete') {
    const left = untested === 0 ? 'before the first mutant' : `${untested} mutants are left`;
    process.stdout.write(`The run was broken off (${end}): ${left}. The same command goes on.\n`);
  }
  const missed = missedScores(scores, PERCENT_MIN);
  for (const sentence of missed) process.stderr.write(`${sentence}\n`);
  if (end === 'interrupted') return 130;
  return missed.length === 0 ? 0 : 1;
}

/**
 * Whether a place that Stryker was given has this line.
 *
 * @param {string} place A file, a file with lines, or all files of a folder.
 * @param {string} file
 * @param {number} line
 */
function isIn(place, file, line) {
  const folder = place.replace(/\*\*\/\*\.ts$/, '');
  if (folder !== place) return file.startsWith(folder);
  const [, path = place, first, last] = /^(.*):(\d+)-(\d+)$/.exec(place) ?? [];
  if (path !== file) return false;
  return first === undefined || (line >= Number(first) && line <= Number(last));
}
