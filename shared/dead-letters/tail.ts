import { KEY_DEAD_LETTERS, type TopicPosition, type TopicReader } from '../topics/topics.ts';

/**
 * The end of the topic `key-dead-letters`, from a position on. A dead letter whose key is there has been
 * settled or parked again since, or is new.
 */
export type Tail = {
  /** How far it was read. */
  readonly position: () => TopicPosition;
  /** The keys of its records. */
  readonly keys: ReadonlySet<string>;
  /** False when there were more keys than fit into memory. */
  readonly isComplete: () => boolean;
  /** Reads what came to the topic since the last time. Throws as `readAll` does. */
  readonly catchUp: (deadlineMs: number) => Promise<void>;
  /** A reader that adds to the tail what others read of it. */
  readonly records: TopicReader;
};

/** @param knownKeys Keys of records before the position that the tail has too. */
export function tailFrom(
  start: TopicPosition,
  records: TopicReader,
  knownKeys: readonly string[] = [],
): Tail {
  const keys = new Set<string>();
  let position = start;
  let length = 0;
  let isComplete = true;

  function add(key: string): void {
    if (keys.has(key)) return;
    length += key.length;
    isComplete &&= keys.size < KEYS_MAX && length <= LENGTH_MAX;
    if (isComplete) keys.add(key);
  }

  const readAll: TopicReader['readAll'] = async (topic, onPage, deadlineMs, from) => {
    const onEach: typeof onPage = (page) => {
      for (const { key } of page) if (key !== null) add(key);
      onPage(page);
    };
    position = await records.readAll(topic, onEach, deadlineMs, from);
    return position;
  };

  for (const key of knownKeys) add(key);
  return {
    position: () => position,
    keys,
    isComplete: () => isComplete,
    catchUp: async (deadlineMs) => {
      await readAll(KEY_DEAD_LETTERS, () => {}, deadlineMs, position);
    },
    records: { ...records, readAll },
  };
}

/** As many dead letters as a table has at most. */
const KEYS_MAX = 50_000;

/** Of all keys, in characters: other programs may write longer ones than ours. */
const LENGTH_MAX = 4_000_000;
