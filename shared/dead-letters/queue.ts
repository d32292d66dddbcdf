import type { Config } from '../config.ts';
import type { DeadLetterPorts } from '../ports.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { MarkerKeys } from '../tenant-key/marker.ts';
import type { Outcome } from '../tenant-key/message.ts';
import type { Ports } from '../tenant-key/ports.ts';
import { settle } from '../tenant-key/settle.ts';
import { isoTime } from '../tenant-key/time.ts';
import { KEY_DEAD_LETTERS, type TopicMessage, type Topics } from '../topics/topics.ts';
import { deadLetterOf, halvedDeadLetter, messageOf } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { parkedRecordKey, redrivenRecordKey } from './record-key.ts';
import type { OpenDeadLetter, RecordKeys } from './records.ts';
import { signDeadLetter } from './signature.ts';

/**
 * Parks messages on the topic `key-dead-letters`. Each delivery writes a record of its own and reads none:
 * the records of a request are read together as one dead letter.
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
    const unsigned = deadLetterOf(parking, isoTime(wallMs()), runbookUrl);
    const key = parkedRecordKey(unsigned.id, parking);
    await publishInFormThatFits(unsigned, (form) =>
      topics.publish(KEY_DEAD_LETTERS, [recordOf(form, key, signingKeys)], deadlineMs),
    );
  };
}

/** The record that has a dead letter, signed for its key. */
function recordOf(unsigned: DeadLetter, key: string, signingKeys: MarkerKeys): TopicMessage {
  const deadLetter = signDeadLetter({ ...unsigned, recordKey: key }, signingKeys);
  return { key, partitionKey: unsigned.id, value: JSON.stringify(deadLetter) };
}

/**
 * Removes the records of a settled dead letter, as far as they were read. One that came later stays: it is a
 * dead letter of its own. Throws as `publish` does.
 */
export async function removeRecords(
  topics: Topics,
  id: string,
  { recordKeys, keptKeys }: RecordKeys,
  deadlineMs: number,
): Promise<void> {
  const removed = recordKeys.filter((key) => !keptKeys.includes(key));
  if (removed.length === 0) return;
  await topics.publish(KEY_DEAD_LETTERS, tombstonesOf(id, removed), deadlineMs);
}

function tombstonesOf(id: string, recordKeys: readonly string[]): readonly TopicMessage[] {
  return recordKeys.map((key) => ({ key, partitionKey: id, value: null }));
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
 * provisioned or rejected, the event is published before its records are removed. If it is parked again, one
 * record with the totals of all and one redrive more replaces them, in one call: the topic stores all of
 * that or nothing. May be repeated.
 *
 * @param invocationId The platform's id of the invocation.
 */
export function settleDeadLetter(
  { deadLetter, recordKeys, keptKeys }: OpenDeadLetter,
  outcome: Outcome,
  ports: DeadLetterPorts,
  { provisioning, runbookUrl }: Pick<Config, 'provisioning' | 'runbookUrl'>,
  deadlineMs: number,
  invocationId: string,
): Promise<Outcome> {
  const { topics, wallMs } = ports;
  const { id } = deadLetter;

  const publishEvent: Ports['publishEvent'] = async (event, byMs) => {
    await ports.publishEvent(event, byMs);
    if (event.type === 'tenant-key.waiting' || event.type === 'tenant-key.parked') return;
    await removeRecords(topics, id, { recordKeys, keptKeys }, byMs);
  };

  const park: Ports['park'] = async (parking, byMs) => {
    const latest = deadLetterOf(parking, isoTime(wallMs()), runbookUrl);
    const key = redrivenRecordKey(id, recordKeys, invocationId);
    const again = recordOf(parkedAgain(deadLetter, latest), key, provisioning.markerKeys);
    await topics.publish(KEY_DEAD_LETTERS, [again, ...tombstonesOf(id, recordKeys)], byMs);
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
