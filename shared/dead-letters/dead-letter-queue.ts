import { isoTime } from '../tenant-key/iso-time.ts';
import type { Ports } from '../tenant-key/ports.ts';
import { KEY_DEAD_LETTERS } from '../topics/topic-names.ts';
import type { Topics } from '../topics/topics.ts';
import { deadLetterOf } from './dead-letter-of.ts';

/**
 * Parks messages on the topic `key-dead-letters`, each under the id of its request: the topic is
 * compacted, so that parking one again replaces its letter.
 *
 * @param wallMs The time of day, in milliseconds since 1970.
 */
export function deadLetterQueue(
  topics: Topics,
  wallMs: () => number,
  runbookUrl: string,
): Ports['park'] {
  return async (parking, deadlineMs) => {
    const letter = deadLetterOf(parking, isoTime(wallMs()), runbookUrl);
    const message = { key: letter.id, value: JSON.stringify(letter) };
    await topics.publish(KEY_DEAD_LETTERS, [message], deadlineMs);
  };
}
