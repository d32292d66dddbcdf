// @ts-check

/**
 * @typedef {import('./kept-results.mjs').Line} Line
 * @typedef {import('./kept-results.mjs').Mutant} Mutant
 *
 * @typedef {object} Report Stryker's report, from which it continues. Only what is used here is declared.
 * @property {string} schemaVersion
 * @property {{ readonly high: number, readonly low: number }} thresholds
 * @property {Record<string, { language: string, source: string, mutants: Mutant[] }>} files By path.
 * @property {Record<string, { source?: string, tests: { id: string, name: string }[] }>} testFiles By path.
 */

/** @returns {Report} */
export function emptyReport() {
  return { schemaVersion: '1.0', thresholds: { high: 98, low: 95 }, files: {}, testFiles: {} };
}

/**
 * Adds the results of a run to a report. What a file had with another source is forgotten.
 *
 * @param {Report} report
 * @param {string} text The lines that the run kept; the last may be cut off.
 * @returns {Report}
 */
export function withResults(report, text) {
  const files = { ...report.files };
  const testFiles = { ...report.testFiles };
  for (const line of linesOf(text)) {
    if ('tests' in line) {
      for (const { id, name, fileName = '' } of line.tests) {
        const { tests, ...rest } = testFiles[fileName] ?? { tests: [] };
        const others = tests.filter((test) => test.id !== id);
        testFiles[fileName] = { ...rest, tests: [...others, { id, name }] };
      }
    } else if ('source' in line) {
      const { file, source } = line;
      const known = files[file];
      if (known?.source !== source) files[file] = { language: 'typescript', source, mutants: [] };
    } else if ('mutant' in line) {
      const { file, mutant } = line;
      const known = files[file];
      if (known === undefined) continue;
      const others = known.mutants.filter((other) => keyOf(other) !== keyOf(mutant));
      files[file] = { ...known, mutants: [...others, mutant] };
    }
  }
  return { ...report, files, testFiles };
}

/**
 * How many mutants a run still has to test: those that it planned, without those that it tested.
 *
 * @param {string} text The lines that the run kept.
 */
export function untestedIn(text) {
  let count = 0;
  for (const line of linesOf(text)) {
    if ('planned' in line) count = line.planned;
    else if ('mutant' in line && WAS_RUN.includes(line.mutant.status)) count -= 1;
  }
  return Math.max(0, count);
}

const WAS_RUN = ['Killed', 'Survived', 'Timeout', 'RuntimeError'];

/**
 * @typedef {object} FileScore
 * @property {string} file
 * @property {number} noticed The mutants that a test noticed.
 * @property {readonly Mutant[]} survivors The others, in the order of their lines.
 */

/**
 * The score of each file that has mutants.
 *
 * @param {Report} report
 * @param {(file: string, mutant: Mutant) => boolean} isWanted
 * @returns {readonly FileScore[]}
 */
export function scoresOf({ files }, isWanted) {
  return Object.entries(files)
    .map(([file, { mutants }]) => {
      const wanted = mutants.filter((mutant) => isWanted(file, mutant));
      const survivors = wanted.filter(({ status }) => SURVIVED.includes(status));
      survivors.sort((one, other) => one.location.start.line - other.location.start.line);
      const noticed = wanted.filter(({ status }) => NOTICED.includes(status)).length;
      return { file, noticed, survivors };
    })
    .filter(({ noticed, survivors }) => noticed + survivors.length > 0)
    .sort((one, other) => (one.file < other.file ? -1 : 1));
}

const NOTICED = ['Killed', 'Timeout'];

/** `NoCoverage`: no test runs the code at all. */
const SURVIVED = ['Survived', 'NoCoverage'];

/**
 * A table of the scores, and each survivor with its line.
 *
 * @param {readonly FileScore[]} scores
 */
export function reportText(scores) {
  const lines = scores.flatMap(({ file, noticed, survivors }) => [
    `${percent(noticed, survivors.length).padStart(8)}  ${noticed} of ${noticed + survivors.length}  ${file}`,
    ...survivors.map(survivorText),
  ]);
  const noticed = sum(scores.map((score) => score.noticed));
  const survived = sum(scores.map(({ survivors }) => survivors.length));
  return `${[...lines, `${percent(noticed, survived).padStart(8)}  ${noticed} of ${noticed + survived}  together`].join('\n')}\n`;
}

/** @param {Mutant} mutant */
function survivorText({ location, mutatorName, replacement = '', status }) {
  const short = replacement.replace(/\s+/g, ' ').slice(0, 80);
  const without = status === 'NoCoverage' ? ', which no test runs' : '';
  return `            line ${location.start.line}: ${mutatorName} → ${short}${without}`;
}

/**
 * @param {number} noticed
 * @param {number} survived
 */
function percent(noticed, survived) {
  const all = noticed + survived;
  return all === 0 ? '-' : `${((100 * noticed) / all).toFixed(1)} %`;
}

/**
 * The parts of a table of least scores that are missed, each as a sentence. A few survivors miss nothing: a
 * change of ten mutants would otherwise fail for one.
 *
 * @param {readonly FileScore[]} scores
 * @param {readonly (readonly [prefix: string, percentMin: number])[]} table The first row that fits counts.
 * @returns {readonly string[]}
 */
export function missedScores(scores, table) {
  return table.flatMap(([prefix, percentMin], index) => {
    const own = scores.filter(
      ({ file }) => table.findIndex(([other]) => file.startsWith(other)) === index,
    );
    const noticed = sum(own.map((score) => score.noticed));
    const survived = sum(own.map(({ survivors }) => survivors.length));
    if (survived <= SURVIVORS_MAX || 100 * noticed >= percentMin * (noticed + survived)) return [];
    const place = prefix === '' ? 'the other files' : prefix;
    return [`The tests noticed less than ${percentMin} % of the mutants of ${place}.`];
  });
}

const SURVIVORS_MAX = 2;

/** @param {readonly number[]} values */
function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * The lines that a change touches, from `git diff --unified=0`, as ranges of Stryker.
 *
 * @param {string} diff
 * @returns {readonly string[]} Such as `shared/log.ts:3-5`.
 */
export function changedRanges(diff) {
  /** @type {string[]} */
  const ranges = [];
  let file = '';
  for (const line of diff.split('\n')) {
    const [, path] = /^\+\+\+ b\/(.*)$/.exec(line) ?? [];
    file = path ?? (line.startsWith('+++ ') ? '' : file);
    const [, start, count = '1'] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (start === undefined || file === '' || count === '0') continue;
    ranges.push(`${file}:${start}-${Number(start) + Number(count) - 1}`);
  }
  return ranges;
}

/** @param {Mutant} mutant */
function keyOf({ location, mutatorName, replacement }) {
  return JSON.stringify([location, mutatorName, replacement]);
}

/**
 * @param {string} text
 * @returns {readonly Line[]}
 */
function linesOf(text) {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
