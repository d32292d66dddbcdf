import { KEY_DEAD_LETTERS, type TopicReader, type TopicRecord } from '../topics/topics.ts';
import { withTotals } from './dead-letter.ts';
import { idOfRecordKey } from './record-key.ts';
import {
  type DeadLetterVersion,
  deadLetterRecordOf,
  NO_RECORDS,
  type OpenDeadLetter,
  readDeadLetter,
  recordKeyOf,
  recordsAfter,
  versionOf,
} from './records.ts';
import { isUnsealedFor } from './signature.ts';
import type { DeadLetterTable } from './table.ts';

/** A table that was read, or some of its dead letters in any order. */
export type TableSelection = Pick<
  DeadLetterTable,
  'deadLetters' | 'versions' | 'position' | 'trust'
>;

/** Dead letters with their texts, in the order in which a redrive takes them. */
export type DeadLetterStream = {
  readonly inOrder: (deadlineMs: number) => AsyncGenerator<OpenDeadLetter, void>;
};

/**
 * Yields dead letters with their texts, in the order of the selection: the latest record of each, with the
 * totals of all its records. Skips those that have been settled since the table was read. The table has
 * no texts, because all of them might not fit into memory, and no more are held here at a time than do.
 *
 * Each text is read from its place. Before that, what came to the topic since the table was read is read
 * once, so that a dead letter that was settled or updated meanwhile is noticed.
 *
 * Throws the `ApiError` `TopicsUnavailable` when the topic cannot be read by `deadlineMs`.
 */
export async function* deadLettersInOrder(
  selection: TableSelection | DeadLetterStream,
  records: TopicReader,
  deadlineMs: number,
): AsyncGenerator<OpenDeadLetter, void> {
  if ('inOrder' in selection) return yield* selection.inOrder(deadlineMs);
  const { deadLetters } = selection;
  const latest = latestVersions(selection, records, deadlineMs);
  for (let start = 0; start < deadLetters.length; ) {
    const end = start + chunkSize(deadLetters, start, ({ textLength }) => textLength);
    const ids = deadLetters.slice(start, end).map(({ id }) => id);
    const read = await latest.read(ids);
    for (const id of ids) {
      const deadLetter = read.get(id);
      if (deadLetter !== undefined) yield deadLetter;
    }
    start = end;
  }
}

/** How many dead letters from `start` on are read together; at least one. */
export function chunkSize<Each>(
  deadLetters: readonly Each[],
  start: number,
  lengthOf: (each: Each) => number,
): number {
  let length = 0;
  let count = 0;
  for (const each of deadLetters.slice(start, start + CHUNK_SIZE_MAX)) {
    length += lengthOf(each);
    if (count > 0 && length > CHUNK_LENGTH_MAX) break;
    count += 1;
  }
  return count;
}

/** Few, so that what happens to the last ones meanwhile is noticed before they are taken. */
const CHUNK_SIZE_MAX = 100;

/** As many as memory allows. */
const CHUNK_LENGTH_MAX = 8_000_000;

type LatestVersions = {
  /** The latest versions with these ids as of now. Settled ones are missing. */
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, OpenDeadLetter>>;
};

function latestVersions(
  table: TableSelection,
  records: TopicReader,
  deadlineMs: number,
): LatestVersions {
  /** By id; undefined when it has been settled. */
  const versions = new Map<string, DeadLetterVersion | undefined>();
  for (const { id } of table.deadLetters) versions.set(id, table.versions.get(id));
  let { position } = table;

  function update(record: TopicRecord): void {
    const { key } = record;
    const id = idOfRecordKey(key ?? '');
    if (key === null || !versions.has(id)) return;
    const deadLetter = readDeadLetter(record);
    const added = deadLetter && deadLetterRecordOf(deadLetter, record, table.trust);
    versions.set(id, versionOf(recordsAfter(versions.get(id)?.known ?? NO_RECORDS, key, added)));
  }

  /** Reads what came to the topic since the last time. */
  async function catchUp(): Promise<void> {
    const onPage = (page: readonly TopicRecord[]) => page.forEach(update);
    position = await records.readAll(KEY_DEAD_LETTERS, onPage, deadlineMs, position);
  }

  async function readInto(
    read: Map<DeadLetterVersion, OpenDeadLetter>,
    wanted: readonly DeadLetterVersion[],
  ) {
    const byKey = new Map(wanted.map((version) => [version.latest.recordKey, version]));
    const places = wanted.map(({ latest }) => latest);

    function take(record: TopicRecord): void {
      const deadLetter = readDeadLetter(record);
      if (deadLetter === undefined) return;
      const version = byKey.get(recordKeyOf(deadLetter));
      // A topic that was created anew has other records at the same places.
      if (version === undefined) return;
      const { summary, recordKeys, keptKeys } = version;
      const isUnsealed = isUnsealedFor(table.trust, deadLetter);
      read.set(version, {
        ...{ deadLetter: withTotals(deadLetter, summary), isUnsealed, recordKeys, keptKeys },
      });
    }

    await records.readAt(KEY_DEAD_LETTERS, places, (page) => page.forEach(take), deadlineMs);
  }

  return {
    read: async (ids) => {
      const tried = new Set<DeadLetterVersion>();
      const read = new Map<DeadLetterVersion, OpenDeadLetter>();
      // Compaction removes a record only if a newer one has its key, so what is missing is looked for
      // again, as long as there is something newer.
      for (let isComplete = false; !isComplete; ) {
        await catchUp();
        const wanted = ids
          .flatMap((id) => versions.get(id) ?? [])
          .filter((each) => !tried.has(each));
        for (const version of wanted) tried.add(version);
        await readInto(read, wanted);
        isComplete = wanted.every((version) => read.has(version));
      }
      return new Map(ids.flatMap((id) => entryOf(id, versions.get(id), read)));
    },
  };
}

function entryOf(
  id: string,
  version: DeadLetterVersion | undefined,
  read: ReadonlyMap<DeadLetterVersion, OpenDeadLetter>,
): readonly (readonly [string, OpenDeadLetter])[] {
  const deadLetter = version && read.get(version);
  return deadLetter === undefined ? [] : [[id, deadLetter]];
}
