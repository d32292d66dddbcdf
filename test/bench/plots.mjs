// @ts-check

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Writes the results of a run into docs/performance.md: the tables between its markers, and one plot for
// each bench and unit.

/** @typedef {import('./result.ts').Result} Result */
/** @typedef {import('./result.ts').MeasuredBench} MeasuredBench */
/** @typedef {import('./row.ts').Row} Row */
/** @typedef {import('./figure.ts').Figure} Figure */
/** @typedef {typeof import('./result-words.ts').resultWords} Words */

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const BETWEEN = /(<!-- bench -->\n)[\s\S]*(\n<!-- \/bench -->)/;

/**
 * @param {Result} result
 * @param {Words} words
 */
export function writeDocs(result, words) {
  const plots = result.benches.flatMap((bench) => plotsOf(bench, words));
  const folder = join(DOCS, 'performance');
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
  for (const { file, svg } of plots) writeFileSync(join(folder, file), svg);
  const page = join(DOCS, 'performance.md');
  const sections = result.benches.map((bench) => sectionOf(bench, plots, words));
  const text = [...words.remarksOf(result), ...sections].join('\n\n');
  const before = readFileSync(page, 'utf8');
  if (!BETWEEN.test(before)) throw new Error(`${page} has no <!-- bench --> ... <!-- /bench -->`);
  writeFileSync(
    page,
    before.replace(BETWEEN, (_, open, close) => `${open}\n${text}\n${close}`),
  );
}

/** @typedef {{ readonly bench: string, readonly file: string, readonly title: string, readonly svg: string }} Plot */

/**
 * @param {MeasuredBench} bench
 * @param {readonly Plot[]} plots
 * @param {Words} words
 */
function sectionOf(bench, plots, { HEAD, linesOf }) {
  const rows = [HEAD, HEAD.map(() => '---'), ...linesOf(bench)];
  const table = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const pictures = plots
    .filter((plot) => plot.bench === bench.name)
    .map(({ file, title }) => `![${title}](performance/${file})`);
  return [`### ${bench.name}`, bench.about, table, ...pictures].join('\n\n');
}

/**
 * @param {MeasuredBench} bench
 * @param {Words} words
 * @returns {Plot[]}
 */
function plotsOf({ name, rows }, words) {
  const compared = rows.filter(({ others }) => others.length > 0);
  const units = [...new Set(compared.map(({ unit }) => unit))];
  return units.map((unit, index) => {
    const title = `${name}, in ${unit}`;
    const file = `${name}${index === 0 ? '' : `-${index + 1}`}.svg`;
    const those = compared.filter((row) => row.unit === unit);
    return { bench: name, file, title, svg: svgOf(title, those, words) };
  });
}

const [WIDTH, LEFT, RIGHT, BAR] = [860, 340, 110, 18];
const [OURS, THEIRS, INK] = ['#1f6feb', '#b8c0cc', '#24292f'];

/**
 * Bars side by side: ours first, then the others of the same row. A line shows the interquartile
 * range.
 *
 * @param {string} title
 * @param {readonly Row[]} rows
 * @param {Words} words
 */
function svgOf(title, rows, { valueText }) {
  const groups = rows.map(({ what, unit, ours, others }) => ({
    what,
    unit,
    bars: [{ name: 'ours', figure: ours }, ...others],
  }));
  const most = Math.max(
    ...groups.flatMap(({ bars }) => bars.map(({ figure }) => figure.quartiles[1])),
  );
  const xOf = (/** @type {number} */ value) =>
    LEFT + (Math.max(0, value) / (most || 1)) * (WIDTH - LEFT - RIGHT);
  let y = 34;
  const parts = groups.flatMap(({ what, unit, bars }) => {
    const heading = text(8, y + 13, what, 'start', true);
    y += BAR + 2;
    const drawn = bars.flatMap(({ name, figure }) => {
      const line = barOf(name, figure, y, xOf, valueText(figure.median, unit));
      y += BAR;
      return line;
    });
    y += 8;
    return [heading, ...drawn];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y + 6}" font-family="sans-serif" font-size="12">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text(8, 20, title, 'start', true),
    ...parts,
    '</svg>\n',
  ].join('\n');
}

/**
 * @param {string} name
 * @param {Figure} figure
 * @param {number} y
 * @param {(value: number) => number} xOf
 * @param {string} value
 */
function barOf(name, { median, quartiles: [from, to] }, y, xOf, value) {
  const middle = y + BAR / 2;
  return [
    text(LEFT - 8, middle + 4, name, 'end', false),
    `<rect x="${LEFT}" y="${y + 2}" width="${round(Math.max(1, xOf(median) - LEFT))}" height="${BAR - 4}" fill="${name === 'ours' ? OURS : THEIRS}"/>`,
    `<path d="M${round(xOf(from))} ${middle}H${round(xOf(to))}" stroke="${INK}"/>`,
    text(xOf(Math.max(median, to)) + 6, middle + 4, value, 'start', false),
  ];
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} words
 * @param {'start' | 'end'} anchor
 * @param {boolean} isBold
 */
function text(x, y, words, anchor, isBold) {
  const weight = isBold ? ' font-weight="bold"' : '';
  return `<text x="${round(x)}" y="${y}" text-anchor="${anchor}" fill="${INK}"${weight}>${escaped(words)}</text>`;
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}

/** @param {string} words */
function escaped(words) {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
