import { createHmac } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { isSameText, type MarkerKey, type MarkerKeys } from '../tenant-key/marker.ts';
import { placeName } from '../topics/place-runs.ts';
import {
  KEY_DEAD_LETTERS,
  type TopicPlace,
  type TopicPosition,
  type TopicRecord,
} from '../topics/topics.ts';
import { positionOf, type Totals, totalsOf, withTotals } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import {
  type DeadLetterVersion,
  type OpenDeadLetter,
  readDeadLetter,
  recordKeyOf,
} from './records.ts';
import { isUnsealedFor, type Trust } from './signature.ts';
import type { Tail } from './tail.ts';
import { chunkSize, type DeadLetterStream } from './texts.ts';

/** What remains of a redrive, so that the next command does not read the whole topic again. */
export type Remaining = {
  /** In the order of the redrive. */
  readonly places: readonly RemainingPlace[];
  /** How far the topic was read. */
  readonly position: TopicPosition;
  /** Of dead letters before that position that were settled or parked again meanwhile. */
  readonly touchedIds: readonly string[];
};

/** The place of the latest record of a dead letter. */
export type RemainingPlace = TopicPlace & {
  /** Left out if there is only one record, which says it. */
  readonly merged?: MergedRecords;
};

/** What all records of a dead letter have together, and their keys without its id. */
type MergedRecords = {
  readonly totals: Totals;
  readonly digests: readonly string[];
  /** Of those that stay when it is settled; left out if there are none. */
  readonly kept?: readonly string[];
};

/** The place that has the text of a dead letter. */
export function remainingPlaceOf(version: DeadLetterVersion): RemainingPlace {
  const { latest, summary, recordKeys, keptKeys } = version;
  const { partition, offset, length } = latest;
  const place = { partition, offset, length };
  if (recordKeys.length === 1 && keptKeys.length === 0) return place;
  const digestOf = (recordKey: string) => recordKey.slice(summary.id.length);
  const kept = keptKeys.length === 0 ? {} : { kept: keptKeys.map(digestOf) };
  const merged = { totals: totalsOf(summary), digests: recordKeys.map(digestOf), ...kept };
  return { ...place, merged };
}

/**
 * Writes what remains as a text that only we can have written: with another position, a dead letter that
 * was discarded meanwhile would be redriven. Undefined when it is too long for a command.
 *
 * @param scope What the places are for, such as the topic: with another scope, the text is not read.
 * @param keys The first one signs.
 */
export function remainingText(
  remaining: Remaining,
  scope: string,
  [key]: MarkerKeys,
): string | undefined {
  const content = deflateRawSync(JSON.stringify(packed(remaining))).toString('base64url');
  const text = `${content}.${macOf(content, scope, key)}`;
  return text.length <= TEXT_LENGTH_MAX ? text : undefined;
}

/** The same as `maxLength` in the schema of the command. Fifty thousand places take about 150,000. */
const TEXT_LENGTH_MAX = 1_000_000;

/** Reads such a text. Undefined when none of the keys has signed it for this scope. */
export function readRemaining(
  text: string,
  scope: string,
  keys: MarkerKeys,
): Remaining | undefined {
  const [content = '', mac = ''] = text.split('.');
  if (!keys.some((key) => isSameText(mac, macOf(content, scope, key)))) return undefined;
  return unpacked(JSON.parse(String(inflateRawSync(Buffer.from(content, 'base64url')))));
}

/** The number is the version of the format. The same secrets sign markers and dead letters. */
const PREFIX = 'tenant-keys:remaining:2';

function macOf(content: string, scope: string, { secret }: MarkerKey): string {
  const signed = JSON.stringify([PREFIX, scope, content]);
  return createHmac('sha256', secret).update(signed).digest('base64url');
}

/** One list for each field of the places, which compresses well. */
type Packed = Omit<Remaining, 'places' | 'position'> & {
  readonly partitions: readonly number[];
  /** Each as the difference from the one before in its partition. */
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
  readonly merged: readonly (readonly [index: number, merged: MergedRecords])[];
  readonly position: readonly (readonly [partition: number, offset: number])[];
};

function packed({ places, position, touchedIds }: Remaining): Packed {
  const last = new Map<number, number>();
  return {
    partitions: places.map(({ partition }) => partition),
    offsets: places.map(({ partition, offset }) => {
      const before = last.get(partition) ?? 0;
      last.set(partition, offset);
      return offset - before;
    }),
    lengths: places.map(({ length }) => length),
    merged: places.flatMap(({ merged }, index) => (merged ? [[index, merged] as const] : [])),
    position: [...position],
    touchedIds,
  };
}

function unpacked({
  partitions,
  offsets,
  lengths,
  position,
  touchedIds,
  ...more
}: Packed): Remaining {
  const last = new Map<number, number>();
  const mergedByIndex = new Map(more.merged);
  const places = partitions.map((partition, index) => {
    const offset = (last.get(partition) ?? 0) + (offsets[index] as number);
    last.set(partition, offset);
    const merged = mergedByIndex.get(index);
    return { partition, offset, length: lengths[index] as number, ...(merged && { merged }) };
  });
  return { places, position: new Map(position), touchedIds };
}

/** The dead letters at remaining places, and how far a redrive of them got. */
type RemainingStream = DeadLetterStream & {
  /** The dead letters that were taken, by id: their positions among others, and among the places. */
  readonly taken: ReadonlyMap<string, { readonly position: string; readonly index: number }>;
  /** How many of the first places were taken or skipped for good. */
  readonly doneCount: () => number;
};

/**
 * Reads the dead letters at these places, each text once. Skips those that were settled or parked again,
 * whose ids the tail has. Of a place that has another record now, that record counts.
 *
 * @param tail Ends where the topic ended just now.
 * @param isWanted Whether a dead letter still matches the selection.
 * @param countMax How many are taken at most.
 */
export function remainingStream(
  places: readonly RemainingPlace[],
  tail: Tail,
  trust: Trust,
  isWanted: (deadLetter: DeadLetter) => boolean,
  countMax: number,
): RemainingStream {
  const taken = new Map<string, { readonly position: string; readonly index: number }>();
  let doneCount = 0;

  async function textsAt(chunk: readonly RemainingPlace[], deadlineMs: number) {
    const read = new Map<string, DeadLetter>();
    const take = (record: TopicRecord) => {
      const deadLetter = readDeadLetter(record);
      if (deadLetter !== undefined) read.set(placeName(record), deadLetter);
    };
    await tail.records.readAt(KEY_DEAD_LETTERS, chunk, (page) => page.forEach(take), deadlineMs);
    return read;
  }

  function deadLetterAt(
    place: RemainingPlace,
    read: ReadonlyMap<string, DeadLetter>,
  ): OpenDeadLetter | undefined {
    const latest = read.get(placeName(place));
    if (latest === undefined || tail.ids.has(latest.id)) return undefined;
    const open = openedBy(place, latest, trust);
    return isWanted(open.deadLetter) ? open : undefined;
  }

  async function* present(deadlineMs: number) {
    while (doneCount < places.length) {
      const start = doneCount;
      if (start > 0) await tail.catchUp(deadlineMs);
      const room = countMax - taken.size;
      if (!tail.isComplete() || room <= 0) return;
      const size = chunkSize(places, start, ({ length }) => length);
      // All texts that are read are taken: the next command would read the others again.
      const chunk = places.slice(start, start + Math.min(size, room));
      const read = await textsAt(chunk, deadlineMs);
      yield* chunk.map((place, index) => ({
        open: deadLetterAt(place, read),
        index: start + index,
      }));
      doneCount += chunk.length;
    }
  }

  return {
    taken,
    doneCount: () => doneCount,
    inOrder: async function* (deadlineMs) {
      for await (const { open, index } of present(deadlineMs)) {
        if (open === undefined) continue;
        const { deadLetter } = open;
        taken.set(deadLetter.id, { position: positionOf(deadLetter), index });
        yield open;
      }
    },
  };
}

function openedBy({ merged }: RemainingPlace, latest: DeadLetter, trust: Trust): OpenDeadLetter {
  const isUnsealed = isUnsealedFor(trust, latest);
  if (merged === undefined) {
    return { deadLetter: latest, isUnsealed, recordKeys: [recordKeyOf(latest)], keptKeys: [] };
  }
  const { totals, digests, kept = [] } = merged;
  const keyOf = (digest: string) => `${latest.id}${digest}`;
  const deadLetter = withTotals(latest, totals);
  return { deadLetter, isUnsealed, recordKeys: digests.map(keyOf), keptKeys: kept.map(keyOf) };
}
