import type { Column } from '../../terminal/table.ts';

/** Enough of an id to tell a letter, or a key, from others; the command takes it for the whole. */
export function shortId(id: string): string {
  return id.slice(0, 12);
}

/** The last part of a code says the most. */
export const CODE_COLUMN: Column = { head: 'code', cut: 'start' };
