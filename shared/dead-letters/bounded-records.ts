import type { TopicRecord } from '../topics/topics.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { idFilter } from './id-filter.ts';
import { idOfRecordKey } from './record-key.ts';
import {
  areUnproven,
  type DeadLetterRecord,
  type DeadLetterVersion,
  deadLetterRecordOf,
  type KnownRecords,
  NO_RECORDS,
  RECORD_LIMITS,
  type RecordLimits,
  recordsAfter,
  versionOf,
} from './records.ts';
import type { Trust } from './signature.ts';

/** The records of dead letters, in memory that is bounded. */
export type BoundedRecords = {
  readonly keep: (deadLetter: DeadLetter, record: TopicRecord) => void;
  /** Removes the record of a key. */
  readonly remove: (key: string) => void;
  readonly read: () => BoundedTable;
};

export type BoundedTable = {
  /** By id. */
  readonly versions: ReadonlyMap<string, DeadLetterVersion>;
  /** How many dead letters are left out, in whole or in part. */
  readonly beyond: number;
  /** How many are left out as a whole, and whether this one may be: that it is not in the table proves nothing then. */
  readonly leftOut: { readonly count: number; readonly has: (id: string) => boolean };
};

/**
 * Keeps as much of the records of dead letters as the capacity allows. When it is full, some give way to others.
 * One that was left out stays out, even if there is room later: without the records that came before, it would
 * say less than it is.
 *
 * @param trust Undefined takes all records to be alike.
 * @param eviction What gives way; by default dead letters of unproven senders.
 * @param recordOf What is kept of a record, if less than everything.
 */
export function boundedRecords(
  trust: Trust | undefined,
  capacity: TableCapacity,
  eviction: Eviction = unprovenFirst(),
  recordOf: (record: DeadLetterRecord) => DeadLetterRecord = (record) => record,
): BoundedRecords {
  const recordsById = new Map<string, KnownRecords>();
  const leftOut = idFilter();
  let repeats = 0;
  let otherKeys = 0;
  let leftOutCount = 0;

  /** Makes room for one more dead letter; returns false when there is none. */
  function makeRoom(id: string, added: DeadLetterRecord): boolean {
    if (leftOut.has(id)) return false;
    if (recordsById.size < capacity.sizeMax) return true;
    const victim = eviction.victimFor(added);
    leftOut.add(victim ?? id);
    leftOutCount += 1;
    if (victim === undefined) return false;
    set(victim, NO_RECORDS);
    return true;
  }

  function set(id: string, next: KnownRecords): void {
    const before = recordsById.get(id) ?? NO_RECORDS;
    repeats += repeatsIn(next) - repeatsIn(before);
    otherKeys += next.otherKeys.length - before.otherKeys.length;
    if (isNothing(next)) recordsById.delete(id);
    else recordsById.set(id, next);
    eviction.note(id, next.records, before.records);
  }

  function limitsOf({ records, otherKeys: keys }: KnownRecords): RecordLimits {
    const { recordsMax, otherKeysMax } = capacity.recordLimits;
    return {
      recordsMax: repeats < capacity.repeatsMax ? recordsMax : Math.max(1, records.length),
      otherKeysMax: otherKeys < capacity.otherKeysMax ? otherKeysMax : keys.length,
    };
  }

  return {
    keep: (deadLetter, record) => {
      const { id } = deadLetter;
      const added = recordOf(deadLetterRecordOf(deadLetter, record, trust));
      const known = recordsById.get(id);
      if (known === undefined && !makeRoom(id, added)) return;
      const before = known ?? NO_RECORDS;
      set(id, recordsAfter(before, added.recordKey, added, limitsOf(before)));
    },
    remove: (key) => {
      const id = idOfRecordKey(key);
      const known = recordsById.get(id);
      if (known !== undefined) set(id, recordsAfter(known, key));
    },
    read: () => {
      const versions = new Map<string, DeadLetterVersion>();
      let beyond = leftOutCount;
      for (const [id, known] of recordsById) {
        const version = versionOf(known);
        if (version !== undefined) versions.set(id, version);
        if (version === undefined || known.isPartial) beyond += 1;
      }
      return { versions, beyond, leftOut: { count: leftOutCount, has: leftOut.has } };
    },
  };
}

/** Decides which dead letter gives way to another when there is no room. */
export type Eviction = {
  /** Takes note of the records of a dead letter that are known now. There are none before it, and once it is gone. */
  readonly note: (
    id: string,
    records: readonly DeadLetterRecord[],
    before: readonly DeadLetterRecord[],
  ) => void;
  /** The id of the one that gives way to one with this record; undefined leaves that one out. */
  readonly victimFor: (added: DeadLetterRecord) => string | undefined;
};

/** Those of unproven senders give way to others, the first ones first. */
function unprovenFirst(): Eviction {
  const unproven = new Set<string>();
  return {
    note: (id, records) => {
      if (records.length > 0 && areUnproven(records)) unproven.add(id);
      else unproven.delete(id);
    },
    victimFor: (added) => {
      const [first] = areUnproven([added]) ? [] : unproven;
      return first;
    },
  };
}

/** How much is kept. A summary takes less than a kilobyte, so that all fit into the smallest function. */
export type TableCapacity = {
  readonly sizeMax: number;
  /** How many more records all dead letters have together, beyond the first of each. */
  readonly repeatsMax: number;
  /** Of how many more records of all dead letters the key alone is kept. */
  readonly otherKeysMax: number;
  /** Of each dead letter. */
  readonly recordLimits: RecordLimits;
};

export const TABLE_CAPACITY: TableCapacity = {
  ...{ sizeMax: 50_000, repeatsMax: 25_000, otherKeysMax: 50_000 },
  recordLimits: RECORD_LIMITS,
};

function isNothing({ records, otherKeys, isPartial }: KnownRecords): boolean {
  return records.length + otherKeys.length === 0 && !isPartial;
}

/** How many records there are beyond the first. */
function repeatsIn({ records }: KnownRecords): number {
  return Math.max(0, records.length - 1);
}
