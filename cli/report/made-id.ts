import { isMadeId } from '../../shared/tenant-key/tenant-id.ts';
import { paragraph } from '../../terminal/text.ts';

/**
 * What to say of an id as it was typed that looks like one that was made for a tenant: given to a command, it means
 * another tenant, which probably has nothing. Empty of any other id.
 */
export function madeIdNote(id: string): string {
  return isMadeId(id) ? MADE : '';
}

const MADE =
  'An id like this is made from another: give that one, which events and answers have as externalTenantId.';

/** The same as lines of their own. */
export function madeIdText(id: string, width: number): string {
  const note = madeIdNote(id);
  return note === '' ? '' : paragraph(note, width);
}
