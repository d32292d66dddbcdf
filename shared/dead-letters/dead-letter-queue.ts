import type { MarkerKeys } from '../tenant-key/marker.ts';
import type { Ports } from '../tenant-key/ports.ts';
import { isoTime } from '../tenant-key/time.ts';
import { KEY_DEAD_LETTERS, type Topics } from '../topics/topics.ts';
import { deadLetterOf } from './dead-letter-of.ts';
import { sealLetter } from './seal-letter.ts';

/**
 * Parks messages on the topic `key-dead-letters`, each under the id of its request: the topic is
 * compacted, so that parking one again replaces its letter.
 *
 * @param sealKeys The first one seals letters.
 * @param wallMs The time of day, in milliseconds since 1970.
 */
export function deadLetterQueue(
  topics: Topics,
  sealKeys: MarkerKeys,
  wallMs: () => number,
  runbookUrl: string,
): Ports['park'] {
  return async (parking, deadlineMs) => {
    const written = deadLetterOf(parking, isoTime(wallMs()), runbookUrl);
    const letter = sealLetter(written, sealKeys);
    const message = { key: letter.id, value: JSON.stringify(letter) };
    await topics.publish(KEY_DEAD_LETTERS, [message], deadlineMs);
  };
}
