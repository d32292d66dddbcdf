import type { MarkerKeys } from '../tenant-key/marker.ts';
import {
  KEY_DEAD_LETTERS,
  type TopicPosition,
  type TopicReader,
  type TopicRecord,
} from '../topics/topics.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import type { DeadLetterList, DeadLetterSummary } from './generated/dead-letters-command.ts';
import { idOfRecordKey } from './record-key.ts';
import {
  areUnproven,
  type DeadLetterRecord,
  type DeadLetterVersion,
  deadLetterRecordOf,
  readDeadLetter,
  recordsAfter,
  versionOf,
} from './records.ts';

/** The unsettled dead letters, and where their texts are. */
export type DeadLetterTable = TableLimits & {
  /** Oldest first. */
  readonly deadLetters: readonly DeadLetterSummary[];
  /** By id. */
  readonly versions: ReadonlyMap<string, DeadLetterVersion>;
  /** How far the topic was read. */
  readonly position: TopicPosition;
  /** Any of them must have signed a dead letter; undefined accepts any. */
  readonly signingKeys: MarkerKeys | undefined;
};

/** What a table of dead letters leaves out. */
export type TableLimits = Pick<DeadLetterList, 'beyond' | 'unreadable'>;

/**
 * Reads the table of dead letters from the topic `key-dead-letters`. The last record of each key counts, and
 * one without a value removes the record of its key. The records of one id are one dead letter, and what
 * they say together does not depend on their order: so compaction cannot change what the table says. Memory
 * is bounded, whatever the topic holds: in a full table, dead letters of unproven senders give way to others.
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
  const recordsById = new Map<string, readonly DeadLetterRecord[]>();
  const unproven = new Set<string>();
  const unreadable = new Set<string>();
  let repeats = 0;
  let beyond = 0;

  function take(record: TopicRecord): void {
    const key = record.key ?? `${record.partition}/${record.offset}`;
    const shownKey = key.slice(0, KEY_LENGTH_MAX);
    unreadable.delete(shownKey);
    const deadLetter = readDeadLetter(record);
    if (deadLetter === undefined) remove(key);
    else keep(deadLetter, record);
    // The last message of a key counts: one that is not ours hides earlier ones that were.
    const isForeign = record.value !== null && deadLetter === undefined;
    if (isForeign && unreadable.size < UNREADABLE_MAX) unreadable.add(shownKey);
  }

  function keep(deadLetter: DeadLetter, record: TopicRecord): void {
    const { id } = deadLetter;
    const added = deadLetterRecordOf(deadLetter, record, signingKeys);
    const known = recordsById.get(id);
    if (known === undefined && !makeRoom(areUnproven([added]))) return;
    const recordsMax = repeats < REPEATS_MAX ? undefined : known?.length;
    set(id, recordsAfter(known ?? [], added.recordKey, added, recordsMax));
  }

  /** Makes room for one more dead letter; returns false when there is none. */
  function makeRoom(isUnproven: boolean): boolean {
    if (recordsById.size < TABLE_SIZE_MAX) return true;
    beyond += 1;
    const [first] = isUnproven ? [] : unproven;
    if (first === undefined) return false;
    set(first, []);
    return true;
  }

  function remove(key: string): void {
    const id = idOfRecordKey(key);
    const known = recordsById.get(id);
    if (known !== undefined) set(id, recordsAfter(known, key));
  }

  function set(id: string, next: readonly DeadLetterRecord[]): void {
    repeats += repeatsIn(next) - repeatsIn(recordsById.get(id) ?? []);
    if (next.length === 0) recordsById.delete(id);
    else recordsById.set(id, next);
    if (next.length > 0 && areUnproven(next)) unproven.add(id);
    else unproven.delete(id);
  }

  const onPage = (page: readonly TopicRecord[]) => page.forEach(take);
  const position = await records.readAll(KEY_DEAD_LETTERS, onPage, deadlineMs);
  const versions = new Map<string, DeadLetterVersion>();
  for (const [id, own] of recordsById) {
    const version = versionOf(own);
    if (version !== undefined) versions.set(id, version);
  }
  const deadLetters = Array.from(versions.values(), ({ summary }) => summary).sort(byPosition);
  return {
    ...{ deadLetters, versions, position, signingKeys, beyond },
    unreadable: [...unreadable],
  };
}

/** How many records there are beyond the first. */
function repeatsIn({ length }: readonly DeadLetterRecord[]): number {
  return Math.max(0, length - 1);
}

/** A summary takes less than a kilobyte, so that all fit into the smallest function. */
const TABLE_SIZE_MAX = 50_000;

/** How many more records the dead letters of a table have. Those beyond stay for a later run. */
const REPEATS_MAX = 25_000;

/** How many unreadable keys an answer names. */
const UNREADABLE_MAX = 100;

/** How much of an unreadable key an answer shows: our keys are shorter. */
const KEY_LENGTH_MAX = 64;

/** The order of {@link positionOf}, without a text for each comparison. */
function byPosition(one: DeadLetterSummary, other: DeadLetterSummary): number {
  if (one.firstSeenAt !== other.firstSeenAt) return one.firstSeenAt < other.firstSeenAt ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}
