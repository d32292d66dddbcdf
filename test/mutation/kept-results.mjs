// @ts-check

import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import process from 'node:process';

// A reporter of Stryker that keeps each result as soon as there is one. Stryker itself writes its
// results at the end alone, so that a run which is broken off would be lost.

/**
 * A line of the file of results.
 *
 * @typedef {{ readonly planned: number }} Planned How many mutants the run tests.
 * @typedef {{ readonly tests: readonly Test[] }} Tests All tests, before any mutant.
 * @typedef {{ readonly file: string, readonly source: string }} Source Before the first mutant of a file.
 * @typedef {{ readonly file: string, readonly mutant: Mutant }} Tested
 * @typedef {Planned | Tests | Source | Tested} Line
 *
 * @typedef {{ readonly id: string, readonly name: string, readonly fileName?: string }} Test
 *
 * @typedef {object} Mutant As in Stryker's own report.
 * @property {string} id
 * @property {{ readonly start: { readonly line: number }, readonly end: { readonly line: number } }} location
 * @property {string} mutatorName
 * @property {string} [replacement]
 * @property {string} status
 * @property {readonly string[] | undefined} [coveredBy] Ids of tests.
 * @property {readonly string[] | undefined} [killedBy] Ids of tests.
 */

/** The environment variable with the path of the file of results. */
export const RESULTS_PATH = 'MUTATION_RESULTS';

function keptResults() {
  const path = process.env[RESULTS_PATH];
  /** @type {Set<string>} */
  const files = new Set();

  /** @param {Line} line */
  function keep(line) {
    if (path !== undefined) appendFileSync(path, `${JSON.stringify(line)}\n`);
  }

  /** @param {string} [fileName] */
  const fileOf = (fileName = '') => relative(process.cwd(), fileName).replaceAll('\\', '/');

  return {
    /** @param {{ readonly result: { readonly tests: readonly Test[] } }} event */
    onDryRunCompleted({ result: { tests } }) {
      const named = tests.map(({ id, name, fileName }) => ({
        id,
        name,
        fileName: fileOf(fileName),
      }));
      keep({ tests: named });
    },
    /** @param {{ readonly mutantPlans: readonly { readonly plan: string }[] }} event */
    onMutationTestingPlanReady({ mutantPlans }) {
      keep({ planned: mutantPlans.filter(({ plan }) => plan === 'Run').length });
    },
    /** @param {Mutant & { readonly fileName: string }} result */
    onMutantTested({
      fileName,
      id,
      location,
      mutatorName,
      replacement,
      status,
      coveredBy,
      killedBy,
    }) {
      if (status === 'Ignored') return;
      const file = fileOf(fileName);
      if (!files.has(file)) keep({ file, source: readFileSync(fileName, 'utf8') });
      files.add(file);
      const mutant = { id, location, mutatorName, status, coveredBy, killedBy };
      keep({ file, mutant: { ...mutant, ...(replacement !== undefined && { replacement }) } });
    },
  };
}

/** The plugin in Stryker's format. */
export const strykerPlugins = [
  { kind: 'Reporter', name: 'kept-results', factory: Object.assign(keptResults, { inject: [] }) },
];
