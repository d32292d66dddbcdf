import type { DeadLetterSummary } from '../../shared/dead-letters/generated/dead-letters-command.ts';
import type { TableLimits } from '../../shared/dead-letters/table.ts';
import type { Tenant } from '../../shared/tenant-key/tenant-id.ts';
import type { Color } from '../../terminal/paint.ts';
import { counted } from '../../terminal/sentences.ts';
import { type Column, table } from '../../terminal/table.ts';
import { paragraph, printable, shortSpan } from '../../terminal/text.ts';
import { CODE_COLUMN, type Style } from '../report/style.ts';

/** The tenant, as it was sent, and key name of a dead letter, as far as they are known. */
export function keyCell(
  names: (Partial<Tenant> & { readonly keyName?: string }) | undefined,
): string {
  const { tenantId, externalTenantId = tenantId, keyName } = names ?? {};
  return [externalTenantId, keyName].filter((name) => name !== undefined).join('/') || '-';
}

/** When a request that waits may be sent in again; empty for one that is parked. */
export function nextAttemptCell(
  { state, nextAttemptAt }: Pick<DeadLetterSummary, 'state' | 'nextAttemptAt'>,
  nowMs: number,
): string {
  if (state !== 'waiting') return '';
  const aheadS = nextAttemptAt === undefined ? 0 : (Date.parse(nextAttemptAt) - nowMs) / 1_000;
  return aheadS > 0 ? `in ${shortSpan(aheadS)}` : 'now';
}

export const ID_COLUMN: Column = { head: 'id', isWhole: true };

/** The outcome of a redrive, or of its preview. */
export const OUTCOME_COLUMN: Column = {
  head: 'outcome',
  isWhole: true,
  color: (outcome) => OUTCOME_COLORS[outcome],
};

const OUTCOME_COLORS: Readonly<Record<string, Color>> = {
  provisioned: 'green',
  rejected: 'red',
  waiting: 'magenta',
  parked: 'yellow',
  left: 'magenta',
  refused: 'red',
};

/** A line for each code, the most frequent first. */
export function countTable(
  counts: Readonly<Record<string, number>>,
  { width, paint }: Pick<Style, 'width' | 'paint'>,
): string {
  const rows = mostFirst(counts).map(([code, count]) => [String(count), code]);
  return table(COUNT_COLUMNS, rows, width, paint);
}

/** The codes with their counts, the most frequent first. */
export function mostFirst(
  counts: Readonly<Record<string, number>>,
): readonly (readonly [code: string, count: number])[] {
  return Object.entries(counts).sort(([, one], [, other]) => other - one);
}

type Counts = Readonly<Record<string, number>>;

/** The counts of two answers to one command, added up. */
export function sumOfCounts(one: Counts, other: Counts): Counts {
  const sums = new Map(Object.entries(one));
  for (const [code, count] of Object.entries(other)) sums.set(code, count + (sums.get(code) ?? 0));
  return Object.fromEntries(sums);
}

const COUNT_COLUMNS: readonly Column[] = [{ head: 'count', align: 'right' }, CODE_COLUMN];

/** Printed when a selection matches nothing. */
export const NO_DEAD_LETTER_MATCHES =
  'No dead letter matches; dead-letters list shows all of them.\n';

/** Notes on what a list or a preview does not cover. */
export function limitNotes({ beyond, unreadable }: TableLimits, width: number): string {
  const notes: string[] = [];
  if (beyond > 0) {
    notes.push(
      `${counted(beyond, 'more dead letter')} did not fit into the function's memory: settle some of these first.`,
    );
  }
  if (unreadable.length > 0) {
    const keys = unreadable.slice(0, KEYS_MAX).map(printable).join(', ');
    const more = unreadable.length - KEYS_MAX;
    notes.push(
      `${counted(unreadable.length, 'message')} on the topic cannot be read as a dead letter; by key: ${keys}${more > 0 ? ` and ${more} more` : ''}.`,
    );
  }
  return notes.map((note) => paragraph(note, width)).join('');
}

/** Keys of unreadable messages that are printed. */
const KEYS_MAX = 5;
