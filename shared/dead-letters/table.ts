import type { MarkerKeys } from '../tenant-key/marker.ts';
import {
  KEY_DEAD_LETTERS,
  type TopicPlace,
  type TopicPosition,
  type TopicReader,
  type TopicRecord,
} from '../topics/topics.ts';
import {
  isOfUnprovenSender,
  isUnsigned,
  mergeDeadLetter,
  positionOf,
  summaryOf,
} from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import type { DeadLetterList, DeadLetterSummary } from './generated/dead-letters-command.ts';
import { validateDeadLetter } from './generated/validate-dead-letter.js';

/** The unsettled dead letters, and where their texts are. */
export type DeadLetterTable = TableLimits & {
  /** Oldest first. */
  readonly deadLetters: readonly DeadLetterSummary[];
  /** By id. */
  readonly versions: ReadonlyMap<string, DeadLetterVersion>;
  /** How far the topic was read. */
  readonly position: TopicPosition;
};

/** The latest version of a dead letter, and the place of the record that has its text. */
export type DeadLetterVersion = TopicPlace & {
  readonly summary: DeadLetterSummary;
  /** The totals cover earlier versions, so that they are not those of the record. */
  readonly isMerged: boolean;
};

/** What a table of dead letters leaves out. */
export type TableLimits = Pick<DeadLetterList, 'beyond' | 'unreadable'>;

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
  records: Pick<TopicReader, 'readAll'>,
  deadlineMs: number,
  signingKeys?: MarkerKeys,
): Promise<DeadLetterTable> {
  const versions = new Map<string, DeadLetterVersion>();
  const unproven = new Set<string>();
  const unreadable = new Set<string>();
  let beyond = 0;

  function take(record: TopicRecord): void {
    const key = record.key ?? `${record.partition}/${record.offset}`;
    const shownKey = key.slice(0, KEY_LENGTH_MAX);
    unreadable.delete(shownKey);
    const deadLetter = readDeadLetter(record);
    if (deadLetter === undefined) drop(key);
    else keep(deadLetter, record);
    // The last message of a key counts: one that is not ours hides earlier ones that were.
    const isForeign = record.value !== null && deadLetter === undefined;
    if (isForeign && unreadable.size < UNREADABLE_MAX) unreadable.add(shownKey);
  }

  function keep(deadLetter: DeadLetter, record: TopicRecord): void {
    const { id } = deadLetter;
    const isUnsealed = isUnsigned(deadLetter, signingKeys);
    const isUnproven = isUnsealed || isOfUnprovenSender(deadLetter);
    const known = versions.get(id);
    if (known === undefined && !makeRoom(isUnproven)) return;
    if (isUnproven) unproven.add(id);
    else unproven.delete(id);
    versions.set(id, nextVersion(known, deadLetter, record, isUnsealed));
  }

  /** Makes room for one more dead letter; returns false when there is none. */
  function makeRoom(isUnproven: boolean): boolean {
    if (versions.size < TABLE_SIZE_MAX) return true;
    beyond += 1;
    const [first] = isUnproven ? [] : unproven;
    if (first === undefined) return false;
    drop(first);
    return true;
  }

  function drop(id: string): void {
    versions.delete(id);
    unproven.delete(id);
  }

  const onPage = (page: readonly TopicRecord[]) => page.forEach(take);
  const position = await records.readAll(KEY_DEAD_LETTERS, onPage, deadlineMs);
  const deadLetters = Array.from(versions.values(), ({ summary }) => summary).sort(byPosition);
  return { deadLetters, versions, position, beyond, unreadable: [...unreadable] };
}

/** A summary takes less than a kilobyte, so that all fit into the smallest function. */
const TABLE_SIZE_MAX = 50_000;

/** How many unreadable keys an answer names. */
const UNREADABLE_MAX = 100;

/** How much of an unreadable key an answer shows: our ids are shorter. */
const KEY_LENGTH_MAX = 64;

/** The order of {@link positionOf}, without a text for each comparison. */
function byPosition(one: DeadLetterSummary, other: DeadLetterSummary): number {
  if (one.firstSeenAt !== other.firstSeenAt) return one.firstSeenAt < other.firstSeenAt ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** The version that a record makes of a dead letter, with the totals of the version before it. */
export function nextVersion(
  known: DeadLetterVersion | undefined,
  deadLetter: DeadLetter,
  { partition, offset, value }: TopicRecord,
  isUnsealed: boolean,
): DeadLetterVersion {
  const summary = mergeDeadLetter(known?.summary, summaryOf(deadLetter, isUnsealed));
  return {
    partition,
    offset,
    length: value?.length ?? 0,
    summary,
    isMerged: known !== undefined,
  };
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
