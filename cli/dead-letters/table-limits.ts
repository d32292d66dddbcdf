import type { TableLimits } from '../../shared/dead-letters/command.ts';
import { counted } from '../../terminal/sentences.ts';
import { paragraph, printable } from '../../terminal/text.ts';

/** What the table of letters leaves out, if anything. */
export function tableLimits({ beyond, unreadable }: TableLimits, width: number): string {
  const notes: string[] = [];
  if (beyond > 0) {
    notes.push(
      `${counted(beyond, 'more letter')} did not fit into the function's memory: settle some of these first.`,
    );
  }
  if (unreadable.length > 0) {
    const keys = unreadable.slice(0, KEYS_MAX).map(printable).join(', ');
    const more = unreadable.length - KEYS_MAX;
    notes.push(
      `${counted(unreadable.length, 'message')} on the topic cannot be read as a letter; by key: ${keys}${more > 0 ? ` and ${more} more` : ''}.`,
    );
  }
  return notes.map((note) => paragraph(note, width)).join('');
}

/** Of keys that are named. */
const KEYS_MAX = 5;
