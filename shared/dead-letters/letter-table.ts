import type { MarkerKeys } from '../tenant-key/marker.ts';
import { KEY_DEAD_LETTERS, type TopicReader, type TopicRecord } from '../topics/topics.ts';
import { foldLetter } from './fold-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { placeOf } from './letter-place.ts';
import type { LetterSummary } from './letter-summary.ts';
import type { TableLimits } from './operator-command.ts';
import { readLetter } from './read-letter.ts';
import { redriveRefusal } from './redrive-refusal.ts';

/** The letters that wait, oldest first. */
export type LetterTable = TableLimits & { readonly letters: readonly LetterSummary[] };

/** Letters of which each takes less than a kilobyte, so that all fit into the smallest function. */
const LETTERS_MAX = 50_000;

/**
 * Reads the table of letters out of its log, `key-dead-letters`: the messages of one id are folded
 * into what is known of the letter, and one without a value settles it. Memory is bounded, whatever
 * the topic holds: where it is full, letters that nobody has proven give way to the others.
 *
 * @param sealKeys Any of them must have sealed a letter; undefined takes any letter.
 *
 * Throws `ApiError` when the topic cannot be read to its end by `deadlineMs`.
 */
export async function readLetterTable(
  records: TopicReader,
  deadlineMs: number,
  sealKeys?: MarkerKeys,
): Promise<LetterTable> {
  const letters = new Map<string, LetterSummary>();
  const unproven = new Set<string>();
  const unreadable = new Set<string>();
  let beyond = 0;

  function take(record: TopicRecord): void {
    const key = record.key ?? `${record.partition}/${record.offset}`;
    const shownKey = key.slice(0, KEY_LENGTH_MAX);
    unreadable.delete(shownKey);
    const letter = readLetter(record);
    if (letter === undefined) drop(key);
    else keep(letter);
    // The last message of a key holds: what was said before it is no longer ours to act on.
    const isStrange = record.value !== null && letter === undefined;
    if (isStrange && unreadable.size < UNREADABLE_MAX) unreadable.add(shownKey);
  }

  function keep(letter: DeadLetter): void {
    const { id } = letter;
    const refusal = redriveRefusal(letter, Number.POSITIVE_INFINITY, sealKeys);
    const isUnproven = refusal === 'LetterUnsealed' || refusal === 'LetterQuarantined';
    const known = letters.get(id);
    if (known === undefined && !makeRoom(isUnproven)) return;
    if (isUnproven) unproven.add(id);
    else unproven.delete(id);
    letters.set(id, foldLetter(known, summaryOf(letter, refusal === 'LetterUnsealed')));
  }

  /** Makes room for one letter more; false when there is none. */
  function makeRoom(isUnproven: boolean): boolean {
    if (letters.size < LETTERS_MAX) return true;
    beyond += 1;
    const [first] = isUnproven ? [] : unproven;
    if (first === undefined) return false;
    drop(first);
    return true;
  }

  function drop(id: string): void {
    letters.delete(id);
    unproven.delete(id);
  }

  await records.readAll(KEY_DEAD_LETTERS, (page) => page.forEach(take), deadlineMs);
  return { letters: oldestFirst([...letters.values()]), beyond, unreadable: [...unreadable] };
}

/** How many keys are named of which nothing else is known. */
const UNREADABLE_MAX = 100;

/** How much of such a key is shown: an id of ours is shorter. */
const KEY_LENGTH_MAX = 64;

function summaryOf(letter: DeadLetter, isUnsealed: boolean): LetterSummary {
  const { id, code, stage, attempts, firstSeenAt, lastSeenAt, redrives, source, text } = letter;
  const { kmsRequestId, keyId, identity, cut } = letter;
  return {
    ...{ id, code, stage, attempts, firstSeenAt, lastSeenAt, redrives },
    ...(kmsRequestId === undefined ? {} : { kmsRequestId }),
    ...(keyId === undefined ? {} : { keyId }),
    ...(identity === undefined ? {} : { identity }),
    source,
    isCut: cut !== undefined,
    ...(isUnsealed ? { isUnsealed } : {}),
    textLength: text.length,
  };
}

function oldestFirst(letters: LetterSummary[]): readonly LetterSummary[] {
  return letters.sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
}
