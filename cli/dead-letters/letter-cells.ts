import type { Color } from '../../terminal/paint.ts';
import type { Column } from '../../terminal/table.ts';

/** Whose key a letter is about, as far as it is known. */
export function keyCell(
  names: { readonly tenantId?: string; readonly keyName?: string } | undefined,
): string {
  const { tenantId, keyName } = names ?? {};
  return [tenantId, keyName].filter((name) => name !== undefined).join('/') || '-';
}

export const ID_COLUMN: Column = { head: 'id', isWhole: true };

/** What became, or would become, of a letter. */
export const OUTCOME_COLUMN: Column = {
  head: 'outcome',
  isWhole: true,
  color: (outcome) => OUTCOME_COLORS[outcome],
};

const OUTCOME_COLORS: Readonly<Record<string, Color>> = {
  provisioned: 'green',
  rejected: 'red',
  parked: 'yellow',
  left: 'magenta',
  refused: 'red',
};
