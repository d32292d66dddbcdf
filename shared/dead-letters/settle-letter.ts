import type { OperatorPorts } from '../ports.ts';
import type { Outcome } from '../tenant-key/message.ts';
import type { Ports } from '../tenant-key/ports.ts';
import type { ProvisioningSettings } from '../tenant-key/retry.ts';
import { settle } from '../tenant-key/settle.ts';
import { isoTime } from '../tenant-key/time.ts';
import { KEY_DEAD_LETTERS } from '../topics/topics.ts';
import { deadLetterOf } from './dead-letter-of.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { messageOf } from './letter-message.ts';
import { sealLetter } from './seal-letter.ts';

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
