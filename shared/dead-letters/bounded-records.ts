import type { MarkerKeys } from '../tenant-key/marker.ts';
import type { TopicRecord } from '../topics/topics.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { idFilter } from './id-filter.ts';
import { idOfRecordKey } from './record-key.ts';
import {
  areUnproven,
  type DeadLetterVersion,
  deadLetterRecordOf,
  type KnownRecords,
  NO_RECORDS,
  RECORD_LIMITS,
  type RecordLimits,
  recordsAfter,
  versionOf,
} from './records.ts';

/** The records of dead letters, in memory that is bounded. */
export type BoundedRecords = {
  readonly keep: (deadLetter: DeadLetter, record: TopicRecord) => void;
  /** Removes the record of a key. */
  readonly remove: (key: string) => void;
  readonly read: () => {
    /** By id. */
    readonly versions: ReadonlyMap<string, DeadLetterVersion>;
    /** How many dead letters are left out, in whole or in part. */
    readonly beyond: number;
  };
};

/**
 * Keeps as much of the records of dead letters as the capacity allows. When it is full, dead letters of unproven
 * senders give way to others. One that was left out stays out, even if there is room later: without the records
 * that came before, it would say less than it is.
 *
 * @param signingKeys Any of them must have signed a dead letter; undefined accepts any.
 */
export function boundedRecords(
  signingKeys: MarkerKeys | undefined,
  capacity: TableCapacity,
): BoundedRecords {
  const recordsById = new Map<string, KnownRecords>();
  const leftOut = idFilter();
  const unproven = new Set<string>();
  let repeats = 0;
  let otherKeys = 0;
  let leftOutCount = 0;

  /** Makes room for one more dead letter; returns false when there is none. */
  function makeRoom(id: string, isUnproven: boolean): boolean {
    if (leftOut.has(id)) return false;
    if (recordsById.size < capacity.sizeMax) return true;
    const [first] = isUnproven ? [] : unproven;
    leftOut.add(first ?? id);
    leftOutCount += 1;
    if (first === undefined) return false;
    set(first, NO_RECORDS);
    return true;
  }

  function set(id: string, next: KnownRecords): void {
    const before = recordsById.get(id) ?? NO_RECORDS;
    repeats += repeatsIn(next) - repeatsIn(before);
    otherKeys += next.otherKeys.length - before.otherKeys.length;
    if (isNothing(next)) recordsById.delete(id);
    else recordsById.set(id, next);
    if (next.records.length > 0 && areUnproven(next.records)) unproven.add(id);
    else unproven.delete(id);
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
      const added = deadLetterRecordOf(deadLetter, record, signingKeys);
      const known = recordsById.get(id);
      if (known === undefined && !makeRoom(id, areUnproven([added]))) return;
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
      return { versions, beyond };
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
