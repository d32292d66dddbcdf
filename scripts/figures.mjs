// @ts-check

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { detailsText, figuresTable } from './figures/figures-text.mjs';
import { sourceFigures } from './figures/source-figures.mjs';
import { traceOf } from './figures/trace.mjs';

// The size and the structure of the sources: lines, imports, duplicates, and the files that a request
// enters.
//
//   npm run figures [-- [--against REVISION] [--verbose] [--json]]
//
// --against also measures a revision, and prints it beside the working tree. --verbose lists the files
// of each figure.

/**
 * @typedef {object} Figures
 * @property {string} name The revision, or `working tree`.
 * @property {import('./figures/source-figures.mjs').SourceFigures} sources
 * @property {import('./figures/probe.mjs').Trace | string} entered The trace, or why there is none.
 */

const ROOT = fileURLToPath(new URL('../', import.meta.url));

try {
  await main();
} catch (error) {
  process.stderr.write(`${/** @type {Error} */ (error).message}\n`);
  process.exitCode = 1;
}

async function main() {
  const { values: flags } = parseArgs({
    options: {
      against: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const before = flags.against === undefined ? [] : [await figuresOfRevision(flags.against)];
  const all = [...before, await figuresOf(ROOT, 'working tree')];
  if (flags.json) {
    process.stdout.write(`${JSON.stringify(all)}\n`);
    return;
  }
  const details = all.map((figures) => detailsText(figures, flags.verbose));
  process.stdout.write(figuresTable(all) + details.join(''));
}

/**
 * @param {string} root
 * @param {string} name
 * @returns {Promise<Figures>}
 */
async function figuresOf(root, name) {
  const sources = await sourceFigures(root);
  const entered = await traceOf(root).catch((/** @type {Error} */ error) => error.message);
  return { name, sources, entered };
}

/**
 * Measures a revision in a folder of its own, with the packages that are installed here. If its sources
 * do not run with these, the recorded trace of the revision is used.
 *
 * @param {string} revision
 * @returns {Promise<Figures>}
 */
async function figuresOfRevision(revision) {
  const commit = shortCommit(revision);
  const root = mkdtempSync(join(tmpdir(), 'figures-'));
  try {
    execFileSync('tar', ['-x', '-C', root], { input: git(['archive', commit]) });
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    const figures = await figuresOf(root, commit);
    if (typeof figures.entered !== 'string') return figures;
    return { ...figures, entered: recordedTrace(commit) ?? figures.entered };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/**
 * @param {string} revision
 * @throws Error in one sentence if the repository has no such revision.
 */
function shortCommit(revision) {
  try {
    const args = ['rev-parse', '--verify', '--quiet', '--short=7', '--end-of-options'];
    return git([...args, `${revision}^{commit}`])
      .toString()
      .trim();
  } catch (cause) {
    const problem = `--against must name a commit of this repository, not ${JSON.stringify(revision)}.`;
    throw new Error(problem, { cause });
  }
}

/** @param {readonly string[]} args */
function git(args) {
  return execFileSync('git', args, { cwd: ROOT, maxBuffer: 1 << 28, stdio: 'pipe' });
}

/**
 * @param {string} commit
 * @returns {import('./figures/probe.mjs').Trace | undefined}
 */
function recordedTrace(commit) {
  const recorded = readFileSync(new URL('figures/recorded-traces.json', import.meta.url), 'utf8');
  return JSON.parse(recorded)[commit];
}
