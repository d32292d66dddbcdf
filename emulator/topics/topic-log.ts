import { createHash } from 'node:crypto';
import { listeners } from '../async/listeners.ts';

/** A message to be published. */
export type NewMessage = {
  /** Messages with the same key stay in order. */
  readonly key: string | null;
  /** Null marks the key as deleted (a tombstone). */
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
};

/** The position of a message. Offsets count from 0 in each partition. */
export type Place = { readonly partition: number; readonly offset: number };

/** The offsets of a partition, from the first one up to and excluding the last. */
export type OffsetRange = { readonly begin: number; readonly end: number };

export type TopicMessage = Place & NewMessage & { readonly timestampMs: number };

/** A topic in memory: the messages of each partition, and the committed offsets of each group. */
export type TopicLog = {
  readonly name: string;
  readonly partitionCount: number;
  /** The number of messages. */
  readonly size: () => number;
  /** Publishes all messages or, when it throws, none. */
  readonly append: (messages: readonly NewMessage[]) => readonly Place[];
  /** Messages of all partitions in order of arrival; `from` counts from 0. */
  readonly read: (from: number, limit: number) => readonly TopicMessage[];
  /** Messages of one partition, starting at the offset `from`. */
  readonly readPartition: (
    partition: number,
    from: number,
    limit: number,
  ) => readonly TopicMessage[];
  /** The offset of the next message for a group; 0 at first. */
  readonly committedOffset: (group: string, partition: number) => number;
  /** Whether the group has committed an offset in this topic. */
  readonly isGroup: (group: string) => boolean;
  /** Commits the offset of a group. An offset beyond the end, as after a reset, is ignored. */
  readonly commitOffset: (group: string, place: Place) => void;
  /** Calls `listener` after each append and reset, until the returned function is called. */
  readonly onChange: (listener: () => void) => () => void;
  /** Applies a recorded input without recording it again. */
  readonly repeat: (input: TopicInput) => readonly Place[];
  /** Removes all messages and offsets. */
  readonly clear: () => void;
};

/** A change of a topic. */
export type TopicInput =
  | {
      readonly kind: 'append';
      readonly topic: string;
      readonly messages: readonly NewMessage[];
      readonly nowMs: number;
    }
  | {
      readonly kind: 'commit';
      readonly topic: string;
      readonly group: string;
      readonly place: Place;
    };

export type TopicOptions = {
  readonly nowMs: () => number;
  /** Records an input before it takes effect; when it throws, nothing changes. */
  readonly record: (input: TopicInput) => void;
};

export function topicLog(
  name: string,
  partitionCount: number,
  { nowMs, record }: TopicOptions,
): TopicLog {
  const messages: TopicMessage[] = [];
  const partitions = Array.from({ length: partitionCount }, (): TopicMessage[] => []);
  const committed = new Map<string, number>();
  const { add: onChange, notify } = listeners<void>();

  function change(input: TopicInput): readonly Place[] {
    record(input);
    return repeat(input);
  }

  function repeat(input: TopicInput): readonly Place[] {
    if (input.kind === 'commit') {
      committed.set(groupKey(input.group, input.place.partition), input.place.offset);
      return [];
    }
    const places = input.messages.map((message) => add(message, input.nowMs));
    notify();
    return places;
  }

  function add(message: NewMessage, timestampMs: number): Place {
    // Messages without a key are distributed round-robin. The partition depends only on the log, so
    // a replay gives the same result.
    const slot = message.key === null ? messages.length : hashOf(message.key);
    const partition = slot % partitionCount;
    const log = partitionOf(partition);
    const place = { partition, offset: log.length };
    const { key, value, headers } = message;
    const added = { ...place, key, value, headers, timestampMs };
    log.push(added);
    messages.push(added);
    return place;
  }

  function partitionOf(partition: number): TopicMessage[] {
    const log = partitions[partition];
    if (log === undefined) throw new RangeError(`${name} has no partition ${partition}`);
    return log;
  }

  return {
    name,
    partitionCount,
    size: () => messages.length,
    append: (added) => change({ kind: 'append', topic: name, messages: added, nowMs: nowMs() }),
    read: (from, limit) => messages.slice(from, from + limit),
    readPartition: (partition, from, limit) => partitionOf(partition).slice(from, from + limit),
    committedOffset: (group, partition) => committed.get(groupKey(group, partition)) ?? 0,
    isGroup: (group) => partitions.some((_, index) => committed.has(groupKey(group, index))),
    commitOffset: (group, place) => {
      if (place.offset > partitionOf(place.partition).length) return;
      change({ kind: 'commit', topic: name, group, place });
    },
    onChange,
    repeat,
    clear: () => {
      messages.length = 0;
      for (const log of partitions) log.length = 0;
      committed.clear();
      notify();
    },
  };
}

function groupKey(group: string, partition: number): string {
  return `${partition} ${group}`;
}

/** The Kafka client hashes differently. It matters only that a key stays in its partition. */
function hashOf(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0);
}
