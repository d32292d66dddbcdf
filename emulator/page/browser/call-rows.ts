import type { CallRow } from '../wire.ts';

/** Which calls a list shows. Empty texts do not narrow it down. */
export type CallFilter = {
  /** Words that occur in the action, subject, code, caller or parameters, in any case. */
  readonly search: string;
  readonly kind: '' | 'failed' | 'changes';
  readonly caller: string;
};

/** Rows with those that were added, each once, newest first. What was added replaces a row. */
export function withCalls(rows: readonly CallRow[], added: readonly CallRow[]): readonly CallRow[] {
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  for (const call of added) {
    const row = byNumber.get(call.number);
    // The object that has been drawn is kept, so that its row is not drawn again.
    if (!row || !isSame(row, call)) byNumber.set(call.number, call);
  }
  return [...byNumber.values()].sort((one, other) => other.number - one.number);
}

/** Whether a call passes the filter, as far as its row tells. */
export function matches(call: CallRow, { search, kind, caller }: CallFilter): boolean {
  if (kind === 'failed' && call.code === null) return false;
  if (kind === 'changes' && !call.mutating) return false;
  if (caller && caller !== call.caller) return false;
  const text = [call.action, call.subject, call.code, call.caller].join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function isSame(one: CallRow, other: CallRow): boolean {
  return one.code === other.code && one.received === other.received && one.atMs === other.atMs;
}
