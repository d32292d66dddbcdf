import type { MarkerKeys } from '../tenant-key/marker.ts';
import { KEY_DEAD_LETTERS, type TopicReader, type TopicRecord } from '../topics/topics.ts';
import type { TableLimits } from './command.ts';
import { type DeadLetterSummary, mergeDeadLetter, placeOf } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { validateDeadLetter } from './generated/validate-dead-letter.js';
import { redriveRefusal } from './signature.ts';

/** The letters that wait, oldest first. */
export type DeadLetterTable = TableLimits & { readonly letters: readonly DeadLetterSummary[] };

/** Letters of which each takes less than a kilobyte, so that all fit into the smallest function. */
const LETTERS_MAX_LETTER_TABLE = 50_000;

/**
 * Reads the table of letters out of its log, `key-dead-letters`: the messages of one id are folded
 * into what is known of the letter, and one without a value settles it. Memory is bounded, whatever
 * the topic holds: where it is full, letters that nobody has proven give way to the others.
 *
 * @param signingKeys Any of them must have sealed a letter; undefined takes any letter.
 *
 * Throws `ApiError` when the topic cannot be read to its end by `deadlineMs`.
 */
export async function readDeadLetterTable(
  records: TopicReader,
  deadlineMs: number,
  signingKeys?: MarkerKeys,
): Promise<DeadLetterTable> {
  const deadLetters = new Map<string, DeadLetterSummary>();
  const unproven = new Set<string>();
  const unreadable = new Set<string>();
  let beyond = 0;

  function take(record: TopicRecord): void {
    const key = record.key ?? `${record.partition}/${record.offset}`;
    const shownKey = key.slice(0, KEY_LENGTH_MAX);
    unreadable.delete(shownKey);
    const deadLetter = readDeadLetter(record);
    if (deadLetter === undefined) drop(key);
    else keep(deadLetter);
    // The last message of a key holds: what was said before it is no longer ours to act on.
    const isStrange = record.value !== null && deadLetter === undefined;
    if (isStrange && unreadable.size < UNREADABLE_MAX) unreadable.add(shownKey);
  }

  function keep(letter: DeadLetter): void {
    const { id } = letter;
    const refusal = redriveRefusal(letter, Number.POSITIVE_INFINITY, signingKeys);
    const isUnproven = refusal === 'LetterUnsealed' || refusal === 'LetterQuarantined';
    const known = deadLetters.get(id);
    if (known === undefined && !makeRoom(isUnproven)) return;
    if (isUnproven) unproven.add(id);
    else unproven.delete(id);
    deadLetters.set(id, mergeDeadLetter(known, summaryOf(letter, refusal === 'LetterUnsealed')));
  }

  /** Makes room for one letter more; false when there is none. */
  function makeRoom(isUnproven: boolean): boolean {
    if (deadLetters.size < LETTERS_MAX_LETTER_TABLE) return true;
    beyond += 1;
    const [first] = isUnproven ? [] : unproven;
    if (first === undefined) return false;
    drop(first);
    return true;
  }

  function drop(id: string): void {
    deadLetters.delete(id);
    unproven.delete(id);
  }

  await records.readAll(KEY_DEAD_LETTERS, (page) => page.forEach(take), deadlineMs);
  return { letters: oldestFirst([...deadLetters.values()]), beyond, unreadable: [...unreadable] };
}

/** How many keys are named of which nothing else is known. */
const UNREADABLE_MAX = 100;

/** How much of such a key is shown: an id of ours is shorter. */
const KEY_LENGTH_MAX = 64;

function summaryOf(deadLetter: DeadLetter, isUnsealed: boolean): DeadLetterSummary {
  const { id, code, stage, attempts, firstSeenAt, lastSeenAt, redrives, source, text } = deadLetter;
  const { kmsRequestId, keyId, identity, cut } = deadLetter;
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

function oldestFirst(deadLetters: DeadLetterSummary[]): readonly DeadLetterSummary[] {
  return deadLetters.sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
}

/**
 * Gives letters whole, in the order given, and reads no more of them at a time than fit into memory. A
 * letter that somebody else has settled meanwhile is passed over.
 *
 * Throws `ApiError` as {@link readDeadLetters} does.
 */
export async function* deadLettersInOrder(
  deadLetters: readonly DeadLetterSummary[],
  records: TopicReader,
  deadlineMs: number,
): AsyncGenerator<DeadLetter, void> {
  for (let start = 0; start < deadLetters.length; ) {
    const end = start + fitting(deadLetters, start);
    const ids = deadLetters.slice(start, end).map(({ id }) => id);
    const read = await readDeadLetters(records, ids, deadlineMs);
    for (const id of ids) {
      const deadLetter = read.get(id);
      if (deadLetter !== undefined) yield deadLetter;
    }
    start = end;
  }
}

/** What is read at a time: each time the whole topic is read. */
const LETTERS_MAX_LETTERS_IN_TURN = 1_000;
const LENGTH_MAX = 8_000_000;

/** How many letters from `start` on are read together; at least one. */
function fitting(deadLetters: readonly DeadLetterSummary[], start: number): number {
  let length = 0;
  let count = 0;
  for (const { textLength } of deadLetters.slice(start, start + LETTERS_MAX_LETTERS_IN_TURN)) {
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
export async function readDeadLetters(
  records: TopicReader,
  ids: readonly string[],
  deadlineMs: number,
): Promise<ReadonlyMap<string, DeadLetter>> {
  const wanted: ReadonlySet<string | null> = new Set(ids);
  const isWanted = (key: string | null): key is string => wanted.has(key);
  const deadLetters = new Map<string, DeadLetter>();
  await records.readAll(
    KEY_DEAD_LETTERS,
    (page) => {
      for (const record of page) {
        const { key } = record;
        if (!isWanted(key)) continue;
        const deadLetter = readDeadLetter(record);
        if (deadLetter === undefined) deadLetters.delete(key);
        else deadLetters.set(key, mergeDeadLetter(deadLetters.get(key), deadLetter));
      }
    },
    deadlineMs,
  );
  return deadLetters;
}

/**
 * Reads the letter that a message on `key-dead-letters` holds; undefined when it holds none of ours:
 * something else may write there too, and a later release may write what this one cannot read.
 */
export function readDeadLetter({ key, value }: TopicRecord): DeadLetter | undefined {
  try {
    const deadLetter: unknown = JSON.parse(String(value)); // What settles a letter is null, as text too.
    if (validateDeadLetter(deadLetter) && deadLetter.id === key) return deadLetter;
  } catch {
    // It is not JSON.
  }
  return undefined;
}
