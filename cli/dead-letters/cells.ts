import type { TableLimits } from '../../shared/dead-letters/table.ts';
import type { Color } from '../../terminal/paint.ts';
import { counted } from '../../terminal/sentences.ts';
import type { Column } from '../../terminal/table.ts';
import { paragraph, printable } from '../../terminal/text.ts';

/** The tenant and key name of a dead letter, as far as they are known. */
export function keyCell(
  names: { readonly tenantId?: string; readonly keyName?: string } | undefined,
): string {
  const { tenantId, keyName } = names ?? {};
  return [tenantId, keyName].filter((name) => name !== undefined).join('/') || '-';
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
