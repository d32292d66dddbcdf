import type { OperatorPorts } from '../ports.ts';
import type { MarkerKeys } from '../tenant-key/marker.ts';
import type { Outcome } from '../tenant-key/message.ts';
import type { Ports } from '../tenant-key/ports.ts';
import type { ProvisioningSettings } from '../tenant-key/retry.ts';
import { settle } from '../tenant-key/settle.ts';
import { isoTime } from '../tenant-key/time.ts';
import { KEY_DEAD_LETTERS, type Topics } from '../topics/topics.ts';
import { deadLetterOf, messageOf } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { sealLetter } from './signature.ts';

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

/**
 * Makes known what became of a letter that was sent in again, as {@link settle} does, and keeps the
 * table of letters: a request that has come to its end is announced, and only then is its letter
 * settled; one that is parked again stays the same letter, with one redrive more. May be repeated.
 */
export function settleLetter(
  letter: DeadLetter,
  outcome: Outcome,
  ports: OperatorPorts,
  settings: ProvisioningSettings,
  deadlineMs: number,
): Promise<Outcome> {
  const { topics, wallMs, runbookUrl } = ports;

  const announce: Ports['announce'] = async (announcement, byMs) => {
    await ports.announce(announcement, byMs);
    if (announcement.type === 'tenant-key.parked') return;
    await topics.publish(KEY_DEAD_LETTERS, [{ key: letter.id, value: null }], byMs);
  };

  const park: Ports['park'] = async (parking, byMs) => {
    const latest = deadLetterOf(parking, isoTime(wallMs()), runbookUrl);
    const again = sealLetter(parkedAgain(letter, latest), settings.markerKeys);
    await topics.publish(
      KEY_DEAD_LETTERS,
      [{ key: letter.id, value: JSON.stringify(again) }],
      byMs,
    );
  };

  return settle(messageOf(letter), outcome, { ...ports, announce, park }, settings, deadlineMs);
}

function parkedAgain(letter: DeadLetter, latest: DeadLetter): DeadLetter {
  const { firstSeenAt, attempts, redrives, keyId } = letter;
  return {
    // Who parks a request again may have failed before it saw the key.
    ...(keyId === undefined ? {} : { keyId }),
    ...latest,
    ...{ firstSeenAt, attempts: attempts + latest.attempts, redrives: redrives + 1 },
  };
}
