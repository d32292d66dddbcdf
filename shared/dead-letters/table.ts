import {
  KEY_DEAD_LETTERS,
  type TopicPosition,
  type TopicReader,
  type TopicRecord,
} from '../topics/topics.ts';
import { boundedRecords, TABLE_CAPACITY, type TableCapacity } from './bounded-records.ts';
import type { DeadLetterList, DeadLetterSummary } from './generated/dead-letters-command.ts';
import { isCauseRecordKey } from './record-key.ts';
import { type DeadLetterVersion, readDeadLetter } from './records.ts';
import type { Trust } from './signature.ts';

/** The unsettled dead letters, and where their texts are. */
export type DeadLetterTable = TableLimits & {
  /** Oldest first. */
  readonly deadLetters: readonly DeadLetterSummary[];
  /** By id. */
  readonly versions: ReadonlyMap<string, DeadLetterVersion>;
  /** How far the topic was read. */
  readonly position: TopicPosition;
  /** With which its records were read. */
  readonly trust: Trust | undefined;
};

/** What a table of dead letters leaves out. */
export type TableLimits = Pick<DeadLetterList, 'beyond' | 'unreadable'>;

/**
 * Reads the table of dead letters from the topic `key-dead-letters`. The last record of each key counts, and
 * one without a value removes the record of its key. The records of one id are one dead letter, and what
 * they say together does not depend on their order: so compaction cannot change what the table says. Memory
 * is bounded, whatever the topic holds: in a full table, dead letters of unproven senders give way to others.
 * One that is left out stays out, and one whose records are not all known is counted in `beyond` too.
 *
 * Throws `ApiError` when the topic cannot be read to its end by `deadlineMs`.
 *
 * @param trust Undefined takes all records to be alike.
 * @param capacity Smaller in tests.
 */
export async function readDeadLetterTable(
  records: Pick<TopicReader, 'readAll'>,
  deadlineMs: number,
  trust?: Trust,
  capacity: TableCapacity = TABLE_CAPACITY,
): Promise<DeadLetterTable> {
  const known = boundedRecords(trust, capacity);
  const unreadable = new Set<string>();

  function take(record: TopicRecord): void {
    const key = record.key ?? `${record.partition}/${record.offset}`;
    if (isCauseRecordKey(key)) return;
    const shownKey = key.slice(0, KEY_LENGTH_MAX);
    unreadable.delete(shownKey);
    const deadLetter = readDeadLetter(record);
    if (deadLetter === undefined) known.remove(key);
    else known.keep(deadLetter, record);
    // The last message of a key counts: one that is not ours hides earlier ones that were.
    const isForeign = record.value !== null && deadLetter === undefined;
    if (isForeign && unreadable.size < UNREADABLE_MAX) unreadable.add(shownKey);
  }

  const onPage = (page: readonly TopicRecord[]) => page.forEach(take);
  const position = await records.readAll(KEY_DEAD_LETTERS, onPage, deadlineMs);
  const { versions, beyond } = known.read();
  const deadLetters = Array.from(versions.values(), ({ summary }) => summary).sort(byPosition);
  return {
    ...{ deadLetters, versions, position, trust, beyond },
    unreadable: [...unreadable],
  };
}

/** How many unreadable keys an answer names. */
const UNREADABLE_MAX = 100;

/** How much of an unreadable key an answer shows: our keys are shorter. */
const KEY_LENGTH_MAX = 64;

/** The order of {@link positionOf}, without a text for each comparison. */
function byPosition(one: DeadLetterSummary, other: DeadLetterSummary): number {
  if (one.firstSeenAt !== other.firstSeenAt) return one.firstSeenAt < other.firstSeenAt ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}
