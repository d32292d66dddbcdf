import type { TopicReader } from '../topics/topics.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import type { LetterSummary } from './letter-summary.ts';
import { readLetters } from './read-letters.ts';

/**
 * Gives letters whole, in the order given, and reads no more of them at a time than fit into memory. A
 * letter that somebody else has settled meanwhile is passed over.
 *
 * Throws `ApiError` as {@link readLetters} does.
 */
export async function* lettersInTurn(
  letters: readonly LetterSummary[],
  records: TopicReader,
  deadlineMs: number,
): AsyncGenerator<DeadLetter, void> {
  for (let start = 0; start < letters.length; ) {
    const end = start + fitting(letters, start);
    const ids = letters.slice(start, end).map(({ id }) => id);
    const read = await readLetters(records, ids, deadlineMs);
    for (const id of ids) {
      const letter = read.get(id);
      if (letter !== undefined) yield letter;
    }
    start = end;
  }
}

/** What is read at a time: each time the whole topic is read. */
const LETTERS_MAX = 1_000;
const LENGTH_MAX = 8_000_000;

/** How many letters from `start` on are read together; at least one. */
function fitting(letters: readonly LetterSummary[], start: number): number {
  let length = 0;
  let count = 0;
  for (const { textLength } of letters.slice(start, start + LETTERS_MAX)) {
    length += textLength;
    if (count > 0 && length > LENGTH_MAX) break;
    count += 1;
  }
  return count;
}
