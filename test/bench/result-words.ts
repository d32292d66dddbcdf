import { type Figure, overlap } from './figure.ts';
import type { MeasuredBench, Result } from './result.ts';
import { type Other, type Row, ratioOf, type Unit } from './row.ts';

/** The column heads of {@link linesOf}. */
const HEAD = [
  'measurement',
  'ours',
  'interquartile range',
  'runs',
  'compared with',
  'theirs',
  'ratio',
  'budget',
];

/** Formats the results for the terminal and for the page. */
export const resultWords = { HEAD, linesOf, remarksOf, valueText };

/** The cells of a bench: one line for each alternative; the first line also has our own figure. */
function linesOf({ rows }: MeasuredBench): readonly (readonly string[])[] {
  return rows.flatMap(linesOfRow);
}

function linesOfRow({ what, unit, ours, others, budget }: Row): readonly (readonly string[])[] {
  const verdict = budget === undefined ? '' : `${budget.text}: ${budget.isMet ? 'met' : 'MISSED'}`;
  const head = [what, valueText(ours.median, unit), spreadText(ours, unit), String(ours.runs)];
  const [first, ...more] = others.map((other) => otherCells(ours, other, unit));
  return [
    [...head, ...(first ?? ['', '', '']), verdict],
    ...more.map((cells) => ['', '', '', '', ...cells, '']),
  ];
}

function otherCells(ours: Figure, other: Other, unit: Unit): readonly string[] {
  const { name, figure } = other;
  return [name, valueText(figure.median, unit), ratioText(ours, other)];
}

/** A `~` marks a difference within the spread, which may be no difference at all. */
function ratioText(ours: Figure, other: Other): string {
  const ratio = ratioOf(ours, other);
  if (ratio === undefined) return '';
  const isSure = other.figure.runs === 1 || ours.runs === 1 || !overlap(ours, other.figure);
  return `${isSure ? '' : '~'}${digits(ratio)}`;
}

function spreadText({ quartiles: [from, to], runs }: Figure, unit: Unit): string {
  return runs === 1 ? '' : `${digits(from)} – ${valueText(to, unit)}`;
}

function valueText(value: number, unit: Unit): string {
  return `${digits(value)} ${unit}`;
}

/** Three significant digits; whole numbers have no decimals. */
function digits(value: number): string {
  const decimals =
    Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** The context of a run: the machine, its load, and the budgets that were missed. */
function remarksOf({ node, processor, cores, load, isQuick, benches }: Result): readonly string[] {
  const [before, after] = load.map((each) => each.toFixed(1));
  const rows = benches.flatMap((bench) => bench.rows.map((row) => ({ name: bench.name, ...row })));
  const missed = rows.filter(({ budget }) => budget?.isMet === false);
  const met = rows.filter(({ budget }) => budget?.isMet === true);
  return [
    `Node ${node}, ${processor}, ${cores} cores; load average ${before} at the start, ${after} at the end.`,
    ...(load[0] > cores / 4
      ? [
          'The machine was busy with other work: do not rely on the times of this run or on their ratios.',
        ]
      : []),
    ...(isQuick ? ['A quick run: its times are not representative.'] : []),
    `Budgets: ${met.length} met, ${missed.length} missed${missed.length > 0 ? ':' : '.'}`,
    ...missed.map(({ name, what, ours, unit, budget }) => {
      const value = valueText(ours.median, unit);
      return `  ${name}: ${what}: ${value}, budget ${budget?.text}.`;
    }),
  ];
}
