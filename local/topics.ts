import { KEY_DEAD_LETTERS, KEY_EVENTS, KEY_QUOTA, KEY_REQUESTS } from '../shared/topics/topics.ts';

/** The topics that the local cloud has from its start, and how many partitions each has. */
export const LOCAL_TOPICS: ReadonlyMap<string, number> = new Map([
  [KEY_REQUESTS, 3],
  [KEY_EVENTS, 1],
  [KEY_DEAD_LETTERS, 1],
  [KEY_QUOTA, 1],
]);
