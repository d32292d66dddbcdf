import type { MarkerKeys } from '../tenant-key/marker.ts';
import { KEY_DEAD_LETTERS, type TopicReader, type TopicRecord } from '../topics/topics.ts';
import type { TableLimits } from './command.ts';
import { foldLetter, type LetterSummary, placeOf } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { validateDeadLetter } from './generated/validate-dead-letter.js';
import { redriveRefusal } from './signature.ts';

/** The letters that wait, oldest first. */
export type LetterTable = TableLimits & { readonly letters: readonly LetterSummary[] };

/** Letters of which each takes less than a kilobyte, so that all fit into the smallest function. */
const LETTERS_MAX_LETTER_TABLE = 50_000;

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
    if (letters.size < LETTERS_MAX_LETTER_TABLE) return true;
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
const LETTERS_MAX_LETTERS_IN_TURN = 1_000;
const LENGTH_MAX = 8_000_000;

/** How many letters from `start` on are read together; at least one. */
function fitting(letters: readonly LetterSummary[], start: number): number {
  let length = 0;
  let count = 0;
  for (const { textLength } of letters.slice(start, start + LETTERS_MAX_LETTERS_IN_TURN)) {
    length += textLength;
    if (count > 0 && length > LENGTH_MAX) break;
    count += 1;
  }
  return count;
}

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

/**
 * Reads the letter that a message on `key-dead-letters` holds; undefined when it holds none of ours:
 * something else may write there too, and a later release may write what this one cannot read.
 */
export function readLetter({ key, value }: TopicRecord): DeadLetter | undefined {
  try {
    const letter: unknown = JSON.parse(String(value)); // What settles a letter is null, as text too.
    if (validateDeadLetter(letter) && letter.id === key) return letter;
  } catch {
    // It is not JSON.
  }
  return undefined;
}
