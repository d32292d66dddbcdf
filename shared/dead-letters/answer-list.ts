import type { DeadLettersDoor } from './dead-letters-door.ts';
import type { LetterSummary } from './letter-summary.ts';
import { readLetterTable } from './letter-table.ts';
import type { LetterList, Refused, Selection } from './operator-command.ts';
import { sealKeysOf } from './seal-keys-of.ts';
import { selectLetters } from './select-letters.ts';

/**
 * Lists letters without their texts: the first of those that fit the selection, as many as an answer
 * may hold. Throws `ApiError` when the topic cannot be read.
 */
export async function answerList(
  selection: Selection,
  { ports, config }: DeadLettersDoor,
  deadlineMs: number,
): Promise<LetterList | Refused> {
  const table = await readLetterTable(ports.records, deadlineMs, sealKeysOf(config));
  const { letters, beyond, unreadable } = table;
  const selected = selectLetters(letters, selection, ports.wallMs());
  if ('refused' in selected) return selected;
  const { total, counts } = selected;
  return { letters: fitting(selected.letters), total, counts, beyond, unreadable };
}

/** The platform takes answers of 6 MB, in which JSON escapes every quotation mark. */
const LETTERS_MAX = 5_000;
const LENGTH_MAX = 4_000_000;

function fitting(letters: readonly LetterSummary[]): readonly LetterSummary[] {
  let length = 0;
  const end = letters.findIndex((letter, index) => {
    length += JSON.stringify(letter).length;
    return index >= LETTERS_MAX || length > LENGTH_MAX;
  });
  return end === -1 ? letters : letters.slice(0, end);
}
