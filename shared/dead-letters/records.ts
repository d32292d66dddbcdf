import type { TopicPlace, TopicRecord } from '../topics/topics.ts';
import { type Copies, copiesIn } from './copies.ts';
import { isOfUnprovenSender, summaryOf, type Totals, withTotals } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import type { DeadLetterSummary } from './generated/dead-letters-command.ts';
import { validateDeadLetter } from './generated/validate-dead-letter.js';
import { idOfRecordKey, retryRecordKey } from './record-key.ts';
import { isSigned, type Trust } from './signature.ts';

/** A record of a dead letter that has not been removed, and the place of its text. */
export type DeadLetterRecord = TopicPlace & {
  readonly recordKey: string;
  /** By us. */
  readonly isSigned: boolean;
  /** Of this record alone. */
  readonly summary: DeadLetterSummary;
};

/** What is known of the records of a dead letter. */
export type KnownRecords = {
  readonly records: readonly DeadLetterRecord[];
  /** The keys of more records. What these say is not known, and no more than the others say. */
  readonly otherKeys: readonly string[];
  /** Whether the topic may have records of which not even the key is known. */
  readonly isPartial: boolean;
};

/** What the records of a dead letter say together. */
export type DeadLetterVersion = RecordKeys & {
  /** The record with its text. */
  readonly latest: DeadLetterRecord;
  readonly known: KnownRecords;
  /** The fields of the latest record, with the totals of all. */
  readonly summary: DeadLetterSummary;
};

/** A dead letter with its text, and the keys of its records. */
export type OpenDeadLetter = RecordKeys & {
  readonly deadLetter: DeadLetter;
  /** Signatures are required, and its record has no valid one: none of its fields can be trusted, not even its code. */
  readonly isUnsealed: boolean;
};

/** The keys of the records of a dead letter. */
export type RecordKeys = {
  /** Of all records. One that replaces the dead letter removes them. */
  readonly recordKeys: readonly string[];
  /**
   * Of those that stay when the dead letter is settled: if the topic may have records that are not known, then
   * these are read beside them later. Otherwise none.
   */
  readonly keptKeys: readonly string[];
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

/** @param trust Undefined takes all records to be alike. */
export function deadLetterRecordOf(
  deadLetter: DeadLetter,
  { partition, offset, value }: TopicRecord,
  trust: Trust | undefined,
): DeadLetterRecord {
  const isOurs = trust !== undefined && isSigned(deadLetter, trust.keys);
  return {
    partition,
    offset,
    length: value?.length ?? 0,
    recordKey: recordKeyOf(deadLetter),
    isSigned: isOurs,
    summary: summaryOf(deadLetter, trust?.isRequired === true && !isOurs),
  };
}

/** The key of the record that has the dead letter; its id where no key is recorded. */
export function recordKeyOf({ id, recordKey = id }: DeadLetter): string {
  return recordKey;
}

/**
 * What is known of the records after one with this key came: the last record of a key counts, as in the
 * topic after compaction. So nothing may depend on the records before it.
 *
 * Of many records only the keys are remembered, so that settling the dead letter removes them too. Which
 * ones is decided by what they say: that a key exists counts most, then that there was a redrive.
 *
 * @param added Undefined removes the record of the key.
 */
export function recordsAfter(
  known: KnownRecords,
  key: string,
  added?: DeadLetterRecord,
  { recordsMax, otherKeysMax }: RecordLimits = RECORD_LIMITS,
): KnownRecords {
  const records = known.records.filter(({ recordKey }) => recordKey !== key);
  const { isPartial } = known;
  const otherKeys = known.otherKeys.includes(key)
    ? known.otherKeys.filter((each) => each !== key)
    : known.otherKeys;
  if (added === undefined) return { records, otherKeys, isPartial };
  // Most have one record, and a spread array would have room for seventeen.
  const all = records.length === 0 ? [added] : [...records, added];
  if (all.length <= recordsMax) return { records: all, otherKeys, isPartial };
  const { least, others } = withoutLeast(all);
  if (otherKeys.length >= otherKeysMax) return { records: others, otherKeys, isPartial: true };
  return { records: others, otherKeys: [...otherKeys, least.recordKey], isPartial };
}

/** How many records of a dead letter are remembered, and of how many more the keys. */
export type RecordLimits = Readonly<Record<'recordsMax' | 'otherKeysMax', number>>;

/** The tombstones of all, beside the record that replaces them, fit into a broker's megabyte. */
export const RECORD_LIMITS: RecordLimits = { recordsMax: 100, otherKeysMax: 900 };

export const NO_RECORDS: KnownRecords = { records: [], otherKeys: [], isPartial: false };

/**
 * Takes out the record that says least. Among equals the first ones stay, and the last ten, as far as there is
 * room for both: those are the places that a dead letter names.
 */
function withoutLeast(records: readonly DeadLetterRecord[]) {
  const weights = records.map(weightOf);
  const weightMin = Math.min(...weights);
  const equals = records.filter((_, index) => weights[index] === weightMin);
  const lastCount = Math.min(LAST_KEPT_MAX, Math.floor((equals.length - 1) / 2));
  const least = equals[equals.length - 1 - lastCount] as DeadLetterRecord;
  return { least, others: records.filter((record) => record !== least) };
}

const LAST_KEPT_MAX = 10;

function weightOf({ isSigned: isOurs, summary }: DeadLetterRecord): number {
  const { redrives, keyId } = summary;
  // Whatever an unsigned one says, one that is signed says more.
  return (isOurs ? 4 : 0) + (redrives > 0 ? 1 : 0) + (keyId === undefined ? 0 : 2);
}

/** Whether none of the records is proven to be of a known sender. */
export function areUnproven(records: readonly DeadLetterRecord[]): boolean {
  return records.every(({ summary }) => summary.isUnsealed === true || isOfUnprovenSender(summary));
}

/**
 * What the records of a dead letter say together, whatever their order. Undefined when none of them is known.
 * One that is not signed says nothing beside one that is.
 */
export function versionOf(known: KnownRecords): DeadLetterVersion | undefined {
  const { records } = known;
  const signed = records.filter((record) => record.isSigned);
  const counted = [...(signed.length === 0 ? records : signed)].sort(newestFirst);
  const [latest] = counted;
  if (latest === undefined) return undefined;
  const keys = recordKeysOf(known, counted);
  if (counted.length + known.otherKeys.length === 1) {
    return { latest, known, ...keys, summary: latest.summary };
  }
  const totals = sumOf(counted, known.otherKeys.length);
  return { latest, known, ...keys, summary: withTotals(latest.summary, totals) };
}

/**
 * Records that are not known may outlive those that are settled. So the one with the id of a key stays, and
 * the one with the most redrives: without them a later redrive might create another key, or be one too many.
 */
function recordKeysOf(
  { records, otherKeys, isPartial }: KnownRecords,
  counted: readonly DeadLetterRecord[],
): RecordKeys {
  const recordKeys = [...records.map(({ recordKey }) => recordKey), ...otherKeys];
  if (!isPartial) return { recordKeys, keptKeys: [] };
  const keyed = counted.find(({ summary }) => summary.keyId !== undefined);
  const [redriven] = counted
    .filter(({ summary }) => summary.redrives > 0)
    .sort((one, other) => other.summary.redrives - one.summary.redrives);
  const kept = [keyed, redriven].flatMap((record) => record?.recordKey ?? []);
  return { recordKeys, keptKeys: [...new Set(kept)] };
}

function newestFirst(one: DeadLetterRecord, other: DeadLetterRecord): number {
  const [a, b] = [one.summary.lastSeenAt, other.summary.lastSeenAt];
  if (a !== b) return a > b ? -1 : 1;
  return one.recordKey > other.recordKey ? -1 : 1;
}

/**
 * The totals of records of one dead letter. A record that a redrive or a retry wrote has the totals of all that
 * it replaced. One that the HTTP API or the queue consumer wrote of a first delivery counts the attempts of that
 * delivery only.
 *
 * @param records Newest first; at least one.
 * @param unreadCount How many more records there are, of which only the key is known.
 */
function sumOf(records: readonly DeadLetterRecord[], unreadCount: number): Totals {
  const summaries = records.map(({ summary }) => summary);
  const [newest] = summaries;
  let [ofDeliveries, ofTotals, redrivesMax] = [0, 0, 0];
  let { firstSeenAt, lastSeenAt } = newest as DeadLetterSummary;
  for (const record of records) {
    const { attempts, redrives, ...seen } = record.summary;
    if (hasTotals(record)) ofTotals = Math.max(ofTotals, attempts);
    else ofDeliveries += attempts;
    redrivesMax = Math.max(redrivesMax, redrives);
    if (seen.firstSeenAt < firstSeenAt) firstSeenAt = seen.firstSeenAt;
    if (seen.lastSeenAt > lastSeenAt) lastSeenAt = seen.lastSeenAt;
  }
  // The latest attempt may have failed before it found the key that an earlier one found.
  const keyId = summaries.find((each) => each.keyId !== undefined)?.keyId;
  const sentAt = latestSentAt(summaries);
  return {
    ...{ attempts: ofDeliveries + ofTotals, firstSeenAt, lastSeenAt, redrives: redrivesMax },
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(keyId === undefined ? {} : { keyId }),
    ...copiesOf(records, unreadCount),
  };
}

function copiesOf(records: readonly DeadLetterRecord[], unreadCount: number): Copies {
  const summariesOf = (each: readonly DeadLetterRecord[]) => each.map(({ summary }) => summary);
  const deliveries = records.filter((record) => !hasTotals(record));
  return copiesIn(summariesOf(deliveries), summariesOf(records.filter(hasTotals)), unreadCount);
}

function hasTotals({ recordKey, summary }: DeadLetterRecord): boolean {
  return summary.redrives > 0 || recordKey === retryRecordKey(summary.id, summary);
}

/** What a delivery beside it wrote does not bring back what was sent. */
function latestSentAt(summaries: readonly DeadLetterSummary[]): string | undefined {
  return summaries
    .flatMap(({ sentAt }) => sentAt ?? [])
    .reduce<string | undefined>(
      (latest, each) => (latest && latest > each ? latest : each),
      undefined,
    );
}
