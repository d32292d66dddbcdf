import {
  type BoundedRecords,
  type BoundedTable,
  boundedRecords,
  type TableCapacity,
} from '../dead-letters/bounded-records.ts';
import type { DeadLetterSummary } from '../dead-letters/generated/dead-letters-command.ts';
import { type DeadLetterRecord, RECORD_LIMITS, readDeadLetter } from '../dead-letters/records.ts';
import type { Trust } from '../dead-letters/signature.ts';
import {
  KEY_DEAD_LETTERS,
  type TopicPosition,
  type TopicReader,
  type TopicRecord,
} from '../topics/topics.ts';
import { type Cause, type Causes, takeCauseRecord } from './causes.ts';
import { fairEviction } from './fair-eviction.ts';

/** What an instance knows of the retry queue. */
export type RetryQueue = {
  /**
   * Reads what came to the topic since the last time: the first time everything. So it does again after a long
   * pause, when the topic was created anew or cut off, and now and then when there is room for dead letters that
   * were left out.
   *
   * Throws as `readAll` does. What was read by then need not be read again.
   *
   * @param nowMs The time of day, in milliseconds since 1970.
   */
  readonly refresh: (
    records: TopicReader,
    nowMs: number,
    deadlineMs: number,
  ) => Promise<RetryTable>;
};

/** The dead letters as of now, with little of each. */
export type RetryTable = BoundedTable & {
  readonly causes: Causes;
  /** How far the topic was read. */
  readonly position: TopicPosition;
  /** With which its records were read. */
  readonly trust: Trust | undefined;
};

/**
 * Keeps the table of an instance, so that its invocations read the end of the topic only.
 *
 * @param trust Undefined takes all records to be alike.
 * @param capacity Smaller in tests.
 */
export function retryQueue(
  trust: Trust | undefined,
  capacity: TableCapacity = RETRY_CAPACITY,
): RetryQueue {
  let reading = newReading(trust, capacity);
  /** How often this reading was continued, and whether there is room by now for what it left out. */
  let continued = 0;
  let hasRoom = false;
  let refreshedMs = Number.NEGATIVE_INFINITY;

  function mustBegin(nowMs: number): boolean {
    const isOld = Math.abs(nowMs - refreshedMs) > PAUSE_MS_MAX;
    return isOld || (hasRoom && continued >= CONTINUED_MIN);
  }

  return {
    refresh: async (records, nowMs, deadlineMs) => {
      continued += 1;
      if (mustBegin(nowMs) || !(await isStillThere(reading, records, deadlineMs))) {
        reading = newReading(trust, capacity);
        continued = 0;
        refreshedMs = nowMs;
      }
      const table = await readOn(reading, records, deadlineMs);
      refreshedMs = nowMs;
      hasRoom = table.leftOut.count > 0 && table.versions.size <= capacity.sizeMax / 2;
      return { ...table, trust };
    },
  };
}

/** A broker keeps the removal of a record for a day at least as it is deployed, and then forgets that as well. */
const PAUSE_MS_MAX = 3_600_000;

/**
 * Everything is read again for those that were left out, and they may be left out again: as many at a time may have
 * waited before, for as long as compaction has not removed what is settled.
 */
const CONTINUED_MIN = 10;

/** A hundred thousand take 90 MB, and 120 if each is of another tenant. */
export const RETRY_CAPACITY: TableCapacity = {
  ...{ sizeMax: 100_000, repeatsMax: 25_000, otherKeysMax: 50_000 },
  recordLimits: RECORD_LIMITS,
};

/** How far a topic was read, and what is known by that. */
type Reading = {
  readonly known: BoundedRecords;
  readonly causes: Map<string, Cause>;
  /** The last record of each partition. */
  readonly last: Map<number, LastRecord>;
};

type LastRecord = Pick<TopicRecord, 'partition' | 'offset' | 'key' | 'timestampMs'> & {
  readonly length: number;
};

function newReading(trust: Trust | undefined, capacity: TableCapacity): Reading {
  return {
    known: boundedRecords(trust, capacity, fairEviction(), leanRecords()),
    causes: new Map(),
    last: new Map(),
  };
}

/**
 * Whether the topic still has the records that were read last where they were. Other records are there if it was
 * created anew, and none if it was cut off. None is there too if compaction removed one, which makes one more
 * reading.
 */
async function isStillThere(
  { last }: Reading,
  records: TopicReader,
  deadlineMs: number,
): Promise<boolean> {
  const found = new Set<number>();
  const take = ({ partition, offset, key, timestampMs }: TopicRecord) => {
    const before = last.get(partition);
    const isSame = before?.key === key && before.timestampMs === timestampMs;
    if (isSame && before.offset === offset) found.add(partition);
  };
  const onPage = (page: readonly TopicRecord[]) => page.forEach(take);
  await records.readAt(KEY_DEAD_LETTERS, [...last.values()], onPage, deadlineMs);
  return found.size === last.size;
}

async function readOn(
  { known, causes, last }: Reading,
  records: TopicReader,
  deadlineMs: number,
): Promise<Omit<RetryTable, 'trust'>> {
  const take = (record: TopicRecord) => {
    const { partition, offset, key, timestampMs, value } = record;
    last.set(partition, { partition, offset, key, timestampMs, length: value?.length ?? 0 });
    if (takeCauseRecord(causes, record)) return;
    const deadLetter = readDeadLetter(record);
    if (deadLetter !== undefined) known.keep(deadLetter, record);
    else if (key !== null) known.remove(key);
  };
  const onPage = (page: readonly TopicRecord[]) => page.forEach(take);
  await records.readAll(KEY_DEAD_LETTERS, onPage, deadlineMs, positionAfter(last));
  return { ...known.read(), causes: new Map(causes), position: positionAfter(last) };
}

function positionAfter(last: ReadonlyMap<number, LastRecord>): TopicPosition {
  return new Map(Array.from(last.values(), ({ partition, offset }) => [partition, offset + 1]));
}

/**
 * Takes from a record what is not needed to send its request in again, and keeps equal texts once. The whole record
 * is read from its place when it is sent.
 */
function leanRecords(): (record: DeadLetterRecord) => DeadLetterRecord {
  const shared = sharedTexts();
  return ({ recordKey, isSigned, partition, offset, length, summary }) => {
    const lean = leanSummary(summary, shared);
    return { recordKey, isSigned, partition, offset, length, summary: lean };
  };
}

function leanSummary(
  summary: DeadLetterSummary,
  shared: (text: string) => string,
): DeadLetterSummary {
  const { identity, nextAttemptAt, sentAt, keyId } = summary;
  // Assigned one by one: objects that are spread take three times the memory.
  const lean: { -readonly [Name in keyof DeadLetterSummary]: DeadLetterSummary[Name] } = {
    id: summary.id,
    state: summary.state,
    code: shared(summary.code),
    stage: summary.stage,
    attempts: summary.attempts,
    firstSeenAt: summary.firstSeenAt,
    lastSeenAt: summary.lastSeenAt,
    redrives: summary.redrives,
    source: NOWHERE,
    isCut: summary.isCut,
    textLength: summary.textLength,
  };
  if (nextAttemptAt !== undefined) lean.nextAttemptAt = nextAttemptAt;
  if (sentAt !== undefined) lean.sentAt = sentAt;
  if (keyId !== undefined) lean.keyId = keyId;
  if (identity !== undefined) {
    lean.identity = { requestId: '', tenantId: shared(identity.tenantId) };
  }
  return lean;
}

const NOWHERE = { door: 'queue' } as const;

function sharedTexts(): (text: string) => string {
  const texts = new Map<string, string>();
  return (text) => {
    const known = texts.get(text);
    if (known !== undefined) return known;
    if (texts.size >= SHARED_MAX) texts.clear();
    texts.set(text, text);
    return text;
  };
}

const SHARED_MAX = 10_000;
