import type { Config } from '../config.ts';
import type { DeadLetterPorts } from '../ports.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { MarkerKeys } from '../tenant-key/marker.ts';
import type { Outcome } from '../tenant-key/message.ts';
import type { Ports } from '../tenant-key/ports.ts';
import { settle } from '../tenant-key/settle.ts';
import { isoTime } from '../tenant-key/time.ts';
import { KEY_DEAD_LETTERS, type Topics } from '../topics/topics.ts';
import { deadLetterOf, halvedDeadLetter, messageOf } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { signDeadLetter } from './signature.ts';

/**
 * Parks messages on the topic `key-dead-letters`, each under the id of its request. The topic is
 * compacted, so that parking a request again replaces its dead letter.
 *
 * @param signingKeys The first one signs dead letters.
 * @param wallMs The time of day, in milliseconds since 1970.
 */
export function deadLetterQueue(
  topics: Topics,
  signingKeys: MarkerKeys,
  wallMs: () => number,
  runbookUrl: string,
): Ports['park'] {
  return async (parking, deadlineMs) => {
    const deadLetter = deadLetterOf(parking, isoTime(wallMs()), runbookUrl);
    await publishInFormThatFits(deadLetter, async (form) => {
      const signed = signDeadLetter(form, signingKeys);
      const message = { key: signed.id, value: JSON.stringify(signed) };
      await topics.publish(KEY_DEAD_LETTERS, [message], deadlineMs);
    });
  };
}

/**
 * Publishes a dead letter. If the topic refuses it, as it does when its limit on the size of messages was
 * set too low, publishes less and less of its text: it would block its partition otherwise.
 */
async function publishInFormThatFits(
  deadLetter: DeadLetter,
  publish: (form: DeadLetter) => Promise<void>,
): Promise<void> {
  try {
    await publish(deadLetter);
  } catch (error) {
    const isRefused = error instanceof ApiError && failureOf(error.code).cause === 'unpublishable';
    const smaller = isRefused ? halvedDeadLetter(deadLetter) : undefined;
    if (smaller === undefined) throw error;
    await publishInFormThatFits(smaller, publish);
  }
}

/**
 * Settles a dead letter that was redriven, as {@link settle} does with a message. If its request is
 * provisioned or rejected, the event is published before the dead letter is removed. If it is parked
 * again, the same dead letter stays, with one redrive more. May be repeated.
 */
export function settleDeadLetter(
  deadLetter: DeadLetter,
  outcome: Outcome,
  ports: DeadLetterPorts,
  { provisioning, runbookUrl }: Pick<Config, 'provisioning' | 'runbookUrl'>,
  deadlineMs: number,
): Promise<Outcome> {
  const { topics, wallMs } = ports;

  const publishEvent: Ports['publishEvent'] = async (event, byMs) => {
    await ports.publishEvent(event, byMs);
    if (event.type === 'tenant-key.parked') return;
    await topics.publish(KEY_DEAD_LETTERS, [{ key: deadLetter.id, value: null }], byMs);
  };

  const park: Ports['park'] = async (parking, byMs) => {
    const latest = deadLetterOf(parking, isoTime(wallMs()), runbookUrl);
    const again = signDeadLetter(parkedAgain(deadLetter, latest), provisioning.markerKeys);
    await topics.publish(
      KEY_DEAD_LETTERS,
      [{ key: deadLetter.id, value: JSON.stringify(again) }],
      byMs,
    );
  };

  return settle(
    messageOf(deadLetter),
    outcome,
    { ...ports, publishEvent, park },
    provisioning,
    deadlineMs,
  );
}

function parkedAgain(deadLetter: DeadLetter, latest: DeadLetter): DeadLetter {
  const { firstSeenAt, attempts, redrives, keyId } = deadLetter;
  return {
    // The redrive may have failed before it found the key.
    ...(keyId === undefined ? {} : { keyId }),
    ...latest,
    ...{ firstSeenAt, attempts: attempts + latest.attempts, redrives: redrives + 1 },
  };
}
