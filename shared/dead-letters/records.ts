import type { MarkerKeys } from '../tenant-key/marker.ts';
import type { TopicPlace, TopicRecord } from '../topics/topics.ts';
import {
  isOfUnprovenSender,
  isUnsigned,
  summaryOf,
  type Totals,
  withTotals,
} from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import type { DeadLetterSummary } from './generated/dead-letters-command.ts';
import { validateDeadLetter } from './generated/validate-dead-letter.js';
import { idOfRecordKey } from './record-key.ts';

/** A record of a dead letter that has not been removed, and the place of its text. */
export type DeadLetterRecord = TopicPlace & {
  readonly recordKey: string;
  /** Of this record alone. */
  readonly summary: DeadLetterSummary;
};

/** What the records of a dead letter say together. */
export type DeadLetterVersion = {
  /** The record with its text. */
  readonly latest: DeadLetterRecord;
  readonly records: readonly DeadLetterRecord[];
  /** The fields of the latest record, with the totals of all. */
  readonly summary: DeadLetterSummary;
};

/** A dead letter with its text, and the keys of its records: settling it removes exactly these. */
export type OpenDeadLetter = {
  readonly deadLetter: DeadLetter;
  readonly recordKeys: readonly string[];
};

/**
 * Reads the dead letter of a message on `key-dead-letters`. Undefined when the message has none of
 * ours: other programs may write there, and so may a later release. One that was copied to another key
 * than its own is none either.
 */
export function readDeadLetter({ key, value }: TopicRecord): DeadLetter | undefined {
  try {
    const deadLetter: unknown = JSON.parse(String(value)); // A null value settles; so does "null".
    if (!validateDeadLetter(deadLetter)) return undefined;
    const { id, recordKey = id } = deadLetter;
    return recordKey === key && idOfRecordKey(recordKey) === id ? deadLetter : undefined;
  } catch {
    return undefined; // It is not JSON.
  }
}

/** @param signingKeys Any of them must have signed it; undefined accepts any dead letter. */
export function deadLetterRecordOf(
  deadLetter: DeadLetter,
  { partition, offset, value }: TopicRecord,
  signingKeys: MarkerKeys | undefined,
): DeadLetterRecord {
  return {
    partition,
    offset,
    length: value?.length ?? 0,
    recordKey: recordKeyOf(deadLetter),
    summary: summaryOf(deadLetter, isUnsigned(deadLetter, signingKeys)),
  };
}

/** The key of the record that has the dead letter; its id where no key is recorded. */
export function recordKeyOf({ id, recordKey = id }: DeadLetter): string {
  return recordKey;
}

/**
 * The records after one with this key came: the last record of a key counts, as in the topic after
 * compaction. So nothing may depend on the records before it.
 *
 * @param added Undefined removes the record of the key.
 * @param recordsMax How many are remembered. Those beyond stay in the topic, and are a dead letter of their
 * own once these are settled. Which are left out is decided by what they say: that a key exists counts
 * most, then that there was a redrive.
 */
export function recordsAfter(
  records: readonly DeadLetterRecord[],
  key: string,
  added?: DeadLetterRecord,
  recordsMax = RECORDS_MAX,
): readonly DeadLetterRecord[] {
  const others = records.filter(({ recordKey }) => recordKey !== key);
  if (added === undefined) return others;
  const all = [...others, added];
  return all.length > recordsMax ? withoutLeast(all) : all;
}

/** The tombstones of as many, beside the record that replaces them, fit into a broker's megabyte. */
const RECORDS_MAX = 100;

/** Leaves out the record that says least, the last one among equals. */
function withoutLeast(records: readonly DeadLetterRecord[]): readonly DeadLetterRecord[] {
  let least = records.length - 1;
  let leastWeight = Number.POSITIVE_INFINITY;
  records.forEach((record, index) => {
    const weight = weightOf(record);
    if (weight > leastWeight) return;
    least = index;
    leastWeight = weight;
  });
  return records.filter((_, index) => index !== least);
}

function weightOf({ summary }: DeadLetterRecord): number {
  const { isUnsealed, redrives, keyId } = summary;
  if (isUnsealed === true) return 0;
  return 1 + (redrives > 0 ? 1 : 0) + (keyId === undefined ? 0 : 2);
}

/** Whether none of the records is proven to be of a known sender. */
export function areUnproven(records: readonly DeadLetterRecord[]): boolean {
  return records.every(({ summary }) => summary.isUnsealed === true || isOfUnprovenSender(summary));
}

/**
 * What the records of a dead letter say together, whatever their order. Undefined when there are none.
 * Where signatures are required, one that is not signed says nothing beside one that is.
 */
export function versionOf(records: readonly DeadLetterRecord[]): DeadLetterVersion | undefined {
  const signed = records.filter(({ summary }) => summary.isUnsealed !== true);
  const counted = [...(signed.length === 0 ? records : signed)].sort(newestFirst);
  const [latest] = counted;
  if (latest === undefined) return undefined;
  if (counted.length === 1) return { latest, records, summary: latest.summary };
  const totals = sumOf(counted.map(({ summary }) => summary));
  return { latest, records, summary: withTotals(latest.summary, totals) };
}

function newestFirst(one: DeadLetterRecord, other: DeadLetterRecord): number {
  const [a, b] = [one.summary.lastSeenAt, other.summary.lastSeenAt];
  if (a !== b) return a > b ? -1 : 1;
  return one.recordKey > other.recordKey ? -1 : 1;
}

/**
 * The totals of records of one dead letter. A record that a redrive wrote has the totals of all that it
 * replaced. One that the HTTP API or the queue consumer wrote counts the attempts of its delivery only.
 *
 * @param summaries Newest first.
 */
function sumOf(summaries: readonly DeadLetterSummary[]): Totals {
  const [newest] = summaries;
  let [ofDeliveries, ofRedrives, redrivesMax] = [0, 0, 0];
  let { firstSeenAt, lastSeenAt } = newest as DeadLetterSummary;
  for (const { attempts, redrives, ...seen } of summaries) {
    if (redrives === 0) ofDeliveries += attempts;
    else ofRedrives = Math.max(ofRedrives, attempts);
    redrivesMax = Math.max(redrivesMax, redrives);
    if (seen.firstSeenAt < firstSeenAt) firstSeenAt = seen.firstSeenAt;
    if (seen.lastSeenAt > lastSeenAt) lastSeenAt = seen.lastSeenAt;
  }
  // The latest attempt may have failed before it found the key that an earlier one found.
  const keyId = summaries.find((each) => each.keyId !== undefined)?.keyId;
  const attempts = ofDeliveries + ofRedrives;
  const totals = { attempts, firstSeenAt, lastSeenAt, redrives: redrivesMax };
  return keyId === undefined ? totals : { ...totals, keyId };
}
