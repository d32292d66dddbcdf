import { KEY_DEAD_LETTERS, type TopicPosition, type TopicReader } from '../topics/topics.ts';
import { idOfRecordKey } from './record-key.ts';

/**
 * The end of the topic `key-dead-letters`, from a position on. A dead letter whose id is there has been
 * settled or parked again since, or is new.
 */
export type Tail = {
  /** How far it was read. */
  readonly position: () => TopicPosition;
  /** The ids in the keys of its records. */
  readonly ids: ReadonlySet<string>;
  /** False when there were more ids than fit into memory. */
  readonly isComplete: () => boolean;
  /** Reads what came to the topic since the last time. Throws as `readAll` does. */
  readonly catchUp: (deadlineMs: number) => Promise<void>;
  /** A reader that adds to the tail what others read of it. */
  readonly records: TopicReader;
};

/** @param knownIds Ids of records before the position that the tail has too. */
export function tailFrom(
  start: TopicPosition,
  records: TopicReader,
  knownIds: readonly string[] = [],
): Tail {
  const ids = new Set<string>();
  let position = start;
  let length = 0;
  let isComplete = true;

  function add(id: string): void {
    if (ids.has(id)) return;
    length += id.length;
    isComplete &&= ids.size < IDS_MAX && length <= LENGTH_MAX;
    if (isComplete) ids.add(id);
  }

  const readAll: TopicReader['readAll'] = async (topic, onPage, deadlineMs, from) => {
    const onEach: typeof onPage = (page) => {
      for (const { key } of page) if (key !== null) add(idOfRecordKey(key));
      onPage(page);
    };
    position = await records.readAll(topic, onEach, deadlineMs, from);
    return position;
  };

  for (const id of knownIds) add(id);
  return {
    position: () => position,
    ids,
    isComplete: () => isComplete,
    catchUp: async (deadlineMs) => {
      await readAll(KEY_DEAD_LETTERS, () => {}, deadlineMs, position);
    },
    records: { ...records, readAll },
  };
}

/** As many dead letters as a table has at most. */
const IDS_MAX = 50_000;

/** Of all ids, in characters: other programs may write longer keys than ours. */
const LENGTH_MAX = 4_000_000;
