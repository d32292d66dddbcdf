import type { RedriveResult } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import type { Redriven } from '../../shared/dead-letters/redrive-result.ts';
import { failureOf } from '../../shared/tenant-key/failures/failures.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { paragraph, printable } from '../../terminal/text.ts';
import { type Style, shortId } from '../report/style.ts';
import { ID_COLUMN, keyCell, OUTCOME_COLUMN } from './cells.ts';

/** The outcome of each dead letter, the sums of these followed by the sentences of `more`, and what to do next. */
export function resultsText(
  { results, stoppedBy }: Redriven,
  more: readonly string[],
  style: Style,
): string {
  const counts =
    results.length === 0
      ? []
      : [`${counted(results.length, 'dead letter')}: ${outcomeCounts(results)}.`];
  const stopped = stoppedBy === undefined ? [] : [stoppedText(stoppedBy, results)];
  const stuck = results.filter(({ outcome }) => outcome === 'parked' || outcome === 'refused');
  return [
    ...(results.length === 0 ? [] : [table(COLUMNS, results.map(rowOf), style.width, style.paint)]),
    paragraph([...counts, ...stopped, ...more].join(' '), style.width),
    ...showFirst(stuck, style),
  ].join('\n');
}

/** Why a redrive stopped: an outage, or a failure that lasts until someone acts, and what to do then. */
function stoppedText(code: string, results: readonly RedriveResult[]): string {
  const { reaction, isAccountWide, meaning, nextStep } = failureOf(code);
  const lasts = reaction === 'give-up' && isAccountWide;
  if (!lasts) return `Stopped by an outage: ${printable(code)}.`;
  const topic = results.find((result) => result.code === code)?.topic;
  const where = topic === undefined ? '' : ` The topic is ${printable(topic)}.`;
  return `Stopped by ${printable(code)}: ${meaning}${where} ${nextStep}`;
}

const COLUMNS: readonly Column[] = [
  ID_COLUMN,
  { head: 'key' },
  OUTCOME_COLUMN,
  { head: 'what', cut: 'start' },
];

function rowOf(result: RedriveResult): readonly string[] {
  return [shortId(result.id), keyCell(result), result.outcome, whatOf(result)];
}

function whatOf({ code, keyId, adopted }: RedriveResult): string {
  if (code !== undefined) return code;
  if (keyId === undefined) return '-';
  return `key ${shortId(keyId)}${adopted ? ', adopted' : ''}`;
}

/** The count of each outcome, such as `3 provisioned, 1 parked`, in the order of first occurrence. */
export function outcomeCounts(results: readonly { readonly outcome: string }[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of results) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
}

/** Whether an outcome settles the dead letter. */
export function isSettled({ outcome }: { readonly outcome: string }): boolean {
  return outcome === 'provisioned' || outcome === 'rejected';
}

/** Proposes to show the first of the dead letters that a redrive does not settle; nothing if it settles all. */
export function showFirst(
  deadLetters: readonly { readonly id: string }[],
  { nextCommand }: Style,
): readonly string[] {
  const [first] = deadLetters;
  if (first === undefined) return [];
  const which =
    deadLetters.length === 1 ? 'the dead letter that remains' : 'the first that remains';
  return [
    `What to do about ${which}:\n${nextCommand(['dead-letters', 'show', shortId(first.id)])}`,
  ];
}
