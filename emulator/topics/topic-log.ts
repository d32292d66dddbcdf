import { createHash } from 'node:crypto';
import { listeners } from '../async/listeners.ts';

/** A message that is to be published. */
export type NewMessage = {
  /** Messages with the same key stay in order. */
  readonly key: string | null;
  /** Null says that what was said under this key no longer holds. */
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
};

/** Where a message lies. Offsets count from 0 in each partition. */
export type Place = { readonly partition: number; readonly offset: number };

export type TopicMessage = Place & NewMessage & { readonly timestampMs: number };

/** A topic in memory: the messages of each partition, and how far each group has read. */
export type TopicLog = {
  readonly name: string;
  readonly partitionCount: number;
  /** How many messages there are. */
  readonly size: () => number;
  /** Publishes all of the messages or, when it throws, none. */
  readonly append: (messages: readonly NewMessage[]) => readonly Place[];
  /** Messages of all partitions in the order in which they came; `from` counts from 0. */
  readonly read: (from: number, limit: number) => readonly TopicMessage[];
  /** Messages of one partition from the offset `from` on. */
  readonly readPartition: (
    partition: number,
    from: number,
    limit: number,
  ) => readonly TopicMessage[];
  /** The offset of the message that a group reads next; 0 at first. */
  readonly committedOffset: (group: string, partition: number) => number;
  /** It has read here before, or its place was set. */
  readonly isGroup: (group: string) => boolean;
  /** Keeps how far a group has read. An offset beyond the end, as after a reset, is passed over. */
  readonly commitOffset: (group: string, place: Place) => void;
  /** Calls `listener` after each append and reset, until the function that it returns is called. */
  readonly onChange: (listener: () => void) => () => void;
  /** Changes the log as a recorded input says, without recording it. */
  readonly repeat: (input: TopicInput) => readonly Place[];
  /** Forgets messages and offsets. */
  readonly clear: () => void;
};

/** What changes a topic. */
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
  /** Keeps an input before it takes effect; when it throws, nothing changes. */
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
  const { add: onChange, notify: tell } = listeners<void>();

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
    tell();
    return places;
  }

  function add(message: NewMessage, timestampMs: number): Place {
    // Messages without a key take turns. The turn hangs on the log alone, so a replay is the same.
    const turn = message.key === null ? messages.length : hashOf(message.key);
    const partition = turn % partitionCount;
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
      tell();
    },
  };
}

function groupKey(group: string, partition: number): string {
  return `${partition} ${group}`;
}

/** The client's own partitioner hashes otherwise; all that matters is that a key stays put. */
function hashOf(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0);
}
