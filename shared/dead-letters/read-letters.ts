import { KEY_DEAD_LETTERS, type TopicReader } from '../topics/topics.ts';
import { foldLetter } from './fold-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { readLetter } from './read-letter.ts';

/**
 * Reads these letters whole: the latest parking of each, with its text and with the totals of all. One
 * that is settled is missing. The table has no texts, since those of all might not fit into memory.
 *
 * Throws `ApiError` when the topic cannot be read to its end by `deadlineMs`.
 */
export async function readLetters(
  records: TopicReader,
  ids: readonly string[],
  deadlineMs: number,
): Promise<ReadonlyMap<string, DeadLetter>> {
  const wanted: ReadonlySet<string | null> = new Set(ids);
  const isWanted = (key: string | null): key is string => wanted.has(key);
  const letters = new Map<string, DeadLetter>();
  await records.readAll(
    KEY_DEAD_LETTERS,
    (page) => {
      for (const record of page) {
        const { key } = record;
        if (!isWanted(key)) continue;
        const letter = readLetter(record);
        if (letter === undefined) letters.delete(key);
        else letters.set(key, foldLetter(letters.get(key), letter));
      }
    },
    deadlineMs,
  );
  return letters;
}
