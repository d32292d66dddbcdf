import { SWITCHES } from '../../emulator/api/switches.ts';
import { table } from './markdown-table.ts';

/** The switches of the local cloud, from their table. */
export function localCloudSwitches(): string {
  const rows = Object.entries(SWITCHES).map(([name, row]) => [
    `\`${name}\``,
    `\`${row.default}\``,
    row.text,
  ]);
  return table(['switch', 'default', ''], rows);
}
