import { type Figure, overlap } from './figure.ts';
import type { MeasuredBench, Result } from './result.ts';
import { type Other, type Row, ratioOf, type Unit } from './row.ts';

/** What the columns of {@link linesOf} are. */
const HEAD = ['what', 'ours', 'middle half', 'runs', 'against', 'theirs', 'ratio', 'budget'];

/** How what was measured is put into words, on a terminal and in a page. */
export const resultWords = { HEAD, linesOf, remarksOf, valueText };

/** The cells of a bench: a line for each alternative, of which the first has our own figure too. */
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

/** A difference that is no larger than the spread has a `~`: it may be none. */
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

/** Three digits that count; what is a whole number stays one. */
function digits(value: number): string {
  const decimals =
    Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** What of this run a reader has to know: where it was, how busy, and which budgets were missed. */
function remarksOf({ node, processor, cores, load, isQuick, benches }: Result): readonly string[] {
  const [before, after] = load.map((each) => each.toFixed(1));
  const rows = benches.flatMap((bench) => bench.rows.map((row) => ({ name: bench.name, ...row })));
  const missed = rows.filter(({ budget }) => budget?.isMet === false);
  const met = rows.filter(({ budget }) => budget?.isMet === true);
  return [
    `Node ${node}, ${processor}, ${cores} cores; load ${before} at the beginning, ${after} at the end.`,
    ...(load[0] > cores / 4
      ? [
          'The machine had other things to do: times of this run, and ratios of them, are not to be relied on.',
        ]
      : []),
    ...(isQuick ? ['A quick run: its times prove nothing.'] : []),
    `Budgets: ${met.length} met, ${missed.length} missed${missed.length > 0 ? ':' : '.'}`,
    ...missed.map(({ name, what, ours, unit, budget }) => {
      const value = valueText(ours.median, unit);
      return `  ${name}: ${what}: ${value}, budget ${budget?.text}.`;
    }),
  ];
}
