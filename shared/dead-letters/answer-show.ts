import { runbookLink } from '../tenant-key/failures/failures.ts';
import { refusedCommand } from './command-refusal.ts';
import type { DeadLettersDoor } from './dead-letters-door.ts';
import { readLetterTable } from './letter-table.ts';
import type { Refused, ShownLetter } from './operator-command.ts';
import { readLetters } from './read-letters.ts';
import { sealKeysOf } from './seal-keys-of.ts';
import { findLetter } from './select-letters.ts';

/**
 * Shows one letter whole, with its text.
 *
 * @param id Or the beginning of one that fits one letter only.
 * @throws ApiError when the topic cannot be read.
 */
export async function answerShow(
  id: string,
  { ports, config }: DeadLettersDoor,
  deadlineMs: number,
): Promise<ShownLetter | Refused> {
  const { records, runbookUrl } = ports;
  const { letters } = await readLetterTable(records, deadlineMs, sealKeysOf(config));
  const found = findLetter(letters, id);
  if ('problem' in found) return refusedCommand([found.problem]);
  const letter = (await readLetters(records, [found.id], deadlineMs)).get(found.id);
  if (letter === undefined) return refusedCommand([`Letter ${found.id} has just been settled.`]);
  return { letter, runbook: runbookLink(runbookUrl, letter.code) };
}
