// @ts-check

import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { importTypeScript } from '../../scripts/typescript-module.mjs';
import { itemsOf, readPart } from '../edits/part.mjs';
import { copyProject, ROOT } from '../edits/project-copy.mjs';

// Makes each change that CONTRIBUTING.md shows in a copy of the project. There its check must fail before
// the change and pass after it, the commands must write the files that it names and no others, and
// `npm run check` and the tests of tables must pass. With --all, all tests of `SUITES` must.
//
//   npm run test:changes -- --help

/** @typedef {import('./worked-change.ts').WorkedChange} WorkedChange */

const SUITES = ['test/unit', 'test/contract', 'test/corpus', 'test/property'];

/** Tests that hold tables of the project, or compare a page with the code. */
const TABLES = [
  ...['architecture', 'cli-docs', 'docs-', 'generated', 'glossary', 'policies', 'project-pages'],
  ...['readme', 'runbook', 'security', 'words'],
].map((name) => `test/unit/${name}`);

const source =
  "export * from './test/worked-changes/changes.ts'; " +
  "export * from './test/worked-changes/worked-change.ts';";
/** @type {typeof import('./changes.ts') & typeof import('./worked-change.ts')} */
const { WORKED_CHANGES, countEdits, withHunk } = await importTypeScript(
  source,
  pathToFileURL(ROOT),
);

const known = WORKED_CHANGES.map(({ name }) => name);
const HELP = `npm run test:changes -- [--all] [--part K/N] [NAME ...]

Makes each worked change in a copy of the project, or those that are named:
${known.map((name) => `  ${name}\n`).join('')}
  --part  Make the K-th of N parts of the changes.
  --all   Run all tests in the copy, and not those of tables alone.
`;
const flags = readFlags();
if (typeof flags === 'string') {
  process.stderr.write(`${flags}\n\n${HELP}`);
  process.exitCode = 2;
} else if (flags.help) {
  process.stdout.write(HELP);
} else {
  makeChanges(flags.changes);
}

/** What to do, or what is wrong with what was typed. */
function readFlags() {
  try {
    const { values, positionals: names } = parseArgs({
      allowPositionals: true,
      options: {
        all: { type: 'boolean' },
        part: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const unknown = names.filter((name) => !known.includes(name));
    if (unknown.length > 0) return `${unknown.join(', ')}: no such change.`;
    const part = readPart(values.part ?? '1/1');
    if (part === undefined) return `--part must be like 2/3, not ${JSON.stringify(values.part)}.`;
    const named = WORKED_CHANGES.filter(({ name }) => names.length === 0 || names.includes(name));
    return { help: values.help, changes: itemsOf(named, part) };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** @param {readonly WorkedChange[]} changes */
function makeChanges(changes) {
  const base = mkdtempSync(join(tmpdir(), 'tenant-keys-changes-'));
  try {
    for (const change of changes) makeChange(change, join(base, change.name));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 1;
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/**
 * @param {WorkedChange} change
 * @param {string} copy The folder to create.
 * @throws Error when something does not hold.
 */
function makeChange(change, copy) {
  const startedMs = performance.now();
  copyProject(copy);
  const check = `test/worked-changes/${change.name}.test.ts`;
  copyFileSync(join(copy, `test/worked-changes/${change.name}.check.ts`), join(copy, check));
  // It holds the changes to the code before them.
  rmSync(join(copy, 'test/worked-changes/changes.test.ts'));
  if (vitest(copy, [check]).status === 0) {
    throw new Error(`The check of ${change.name} passes without the change.`);
  }

  for (const { file, hunks } of change.edits) {
    for (const hunk of hunks) writeFileSync(join(copy, file), withHunk(copy, file, hunk));
  }
  const before = textsIn(copy);
  for (const command of change.commands) expectSuccess(command, run(copy, 'sh', ['-c', command]));
  const written = [...textsIn(copy)].flatMap(([path, text]) =>
    before.get(path) === text ? [] : [path],
  );
  if (written.join() !== [...change.generated].sort().join()) {
    throw new Error(`The commands of ${change.name} wrote ${written.join(', ')}.`);
  }

  expectSuccess('npm run check', run(copy, 'npm', ['run', '--silent', 'check']));
  const suites = process.argv.includes('--all') ? SUITES : [...TABLES, ...change.tests];
  const tests = vitest(copy, [check, ...suites]);
  expectSuccess('the tests', tests);
  report(change, startedMs, / Tests .*?(\d+) passed/.exec(tests.output)?.[1] ?? '0');
}

/**
 * @param {WorkedChange} change
 * @param {number} startedMs
 * @param {string} passed
 */
function report(change, startedMs, passed) {
  const { files, hunks, added, removed } = countEdits(change);
  const seconds = Math.round((performance.now() - startedMs) / 1_000);
  process.stdout.write(
    `${change.title}: ${files} files by hand (at most ${change.filesMax}), ${hunks} places, ` +
      `${added} lines added, ${removed} removed; ${change.generated.length} files generated; ` +
      `${passed} tests passed in ${seconds} s\n`,
  );
  for (const { file } of change.edits) process.stdout.write(`  by hand   ${file}\n`);
  for (const file of change.generated) process.stdout.write(`  generated ${file}\n`);
}

/**
 * The texts of the files of the copy, by their paths in order.
 *
 * @param {string} copy
 * @returns {ReadonlyMap<string, string>}
 */
function textsIn(copy) {
  const paths = readdirSync(copy, { recursive: true, encoding: 'utf8' })
    .filter((path) => !/^(?:dist|node_modules)(?:\/|$)/.test(path))
    .filter((path) => statSync(join(copy, path)).isFile())
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(join(copy, path), 'latin1')]));
}

/**
 * @param {string} copy
 * @param {readonly string[]} files
 */
function vitest(copy, files) {
  return run(copy, 'npx', ['vitest', 'run', '--coverage.enabled=false', ...files]);
}

/**
 * @param {string} cwd
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(cwd, command, args) {
  const env = { ...process.env, NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

/**
 * @param {string} name
 * @param {{ readonly status: number | null, readonly output: string }} result
 */
function expectSuccess(name, { status, output }) {
  if (status !== 0) throw new Error(`${name} failed in the copy:\n${output}`);
}
