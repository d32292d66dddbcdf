import type { MarkerKeys } from '../tenant-key/marker.ts';
import { KEY_DEAD_LETTERS, type TopicReader, type TopicRecord } from '../topics/topics.ts';
import {
  type DeadLetterSummary,
  mergeDeadLetter,
  positionOf,
  redriveRefusal,
  summaryOf,
} from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { validateDeadLetter } from './generated/validate-dead-letter.js';

/** The unsettled dead letters, oldest first. */
export type DeadLetterTable = TableLimits & { readonly deadLetters: readonly DeadLetterSummary[] };

/** What a table of dead letters leaves out. */
export type TableLimits = {
  /** Dead letters that did not fit into memory; settle some of the others to see them. */
  readonly beyond: number;
  /** Keys, or their first characters, of messages on the topic that are not our dead letters. */
  readonly unreadable: readonly string[];
};

/**
 * Reads the table of dead letters from the topic `key-dead-letters`: messages of the same id are merged
 * into one dead letter, and a message without a value settles it. Memory is bounded, whatever the topic
 * holds: in a full table, dead letters of unproven senders give way to others.
 *
 * Throws `ApiError` when the topic cannot be read to its end by `deadlineMs`.
 *
 * @param signingKeys Any of them must have signed a dead letter; undefined accepts any.
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
    // The last message of a key counts: one that is not ours hides earlier ones that were.
    const isForeign = record.value !== null && deadLetter === undefined;
    if (isForeign && unreadable.size < UNREADABLE_MAX) unreadable.add(shownKey);
  }

  function keep(deadLetter: DeadLetter): void {
    const { id } = deadLetter;
    const refusal = redriveRefusal(deadLetter, Number.POSITIVE_INFINITY, signingKeys);
    const isUnproven = refusal === 'LetterUnsealed' || refusal === 'LetterQuarantined';
    const known = deadLetters.get(id);
    if (known === undefined && !makeRoom(isUnproven)) return;
    if (isUnproven) unproven.add(id);
    else unproven.delete(id);
    const latest = summaryOf(deadLetter, refusal === 'LetterUnsealed');
    deadLetters.set(id, mergeDeadLetter(known, latest));
  }

  /** Makes room for one more dead letter; returns false when there is none. */
  function makeRoom(isUnproven: boolean): boolean {
    if (deadLetters.size < TABLE_SIZE_MAX) return true;
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
  const oldestFirst = [...deadLetters.values()].sort(byPosition);
  return { deadLetters: oldestFirst, beyond, unreadable: [...unreadable] };
}

/** A summary takes less than a kilobyte, so that all fit into the smallest function. */
const TABLE_SIZE_MAX = 50_000;

/** How many unreadable keys an answer names. */
const UNREADABLE_MAX = 100;

/** How much of an unreadable key an answer shows: our ids are shorter. */
const KEY_LENGTH_MAX = 64;

function byPosition(one: DeadLetterSummary, other: DeadLetterSummary): number {
  return positionOf(one) < positionOf(other) ? -1 : 1;
}

/**
 * Yields dead letters with their texts, in the given order, and holds no more of them at a time than
 * fit into memory. Skips those that have been settled since the table was read.
 *
 * Throws `ApiError` as {@link readDeadLetters} does.
 */
export async function* deadLettersInOrder(
  deadLetters: readonly DeadLetterSummary[],
  records: TopicReader,
  deadlineMs: number,
): AsyncGenerator<DeadLetter, void> {
  for (let start = 0; start < deadLetters.length; ) {
    const end = start + chunkSize(deadLetters, start);
    const ids = deadLetters.slice(start, end).map(({ id }) => id);
    const read = await readDeadLetters(records, ids, deadlineMs);
    for (const id of ids) {
      const deadLetter = read.get(id);
      if (deadLetter !== undefined) yield deadLetter;
    }
    start = end;
  }
}

/** How many dead letters from `start` on are read together; at least one. */
function chunkSize(deadLetters: readonly DeadLetterSummary[], start: number): number {
  let length = 0;
  let count = 0;
  for (const { textLength } of deadLetters.slice(start, start + CHUNK_SIZE_MAX)) {
    length += textLength;
    if (count > 0 && length > CHUNK_LENGTH_MAX) break;
    count += 1;
  }
  return count;
}

/** Each chunk reads the whole topic once, so chunks are as large as memory allows. */
const CHUNK_SIZE_MAX = 1_000;
const CHUNK_LENGTH_MAX = 8_000_000;

/**
 * Reads dead letters with their texts: the latest version of each, with the totals of all versions.
 * Settled ones are missing. The table has no texts, because all of them might not fit into memory.
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
 * Reads the dead letter of a message on `key-dead-letters`. Undefined when the message has none of
 * ours: other programs may write there, and so may a later release.
 */
export function readDeadLetter({ key, value }: TopicRecord): DeadLetter | undefined {
  try {
    const deadLetter: unknown = JSON.parse(String(value)); // A null value settles; so does "null".
    if (validateDeadLetter(deadLetter) && deadLetter.id === key) return deadLetter;
  } catch {
    // It is not JSON.
  }
  return undefined;
}
