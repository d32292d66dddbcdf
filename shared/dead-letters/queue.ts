import type { Config } from '../config.ts';
import type { DeadLetterPorts, ProvisioningPorts } from '../ports.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { MarkerKeys } from '../tenant-key/marker.ts';
import { deadLetterIdOf, type Outcome, type Retry } from '../tenant-key/message.ts';
import type { Parking, Ports } from '../tenant-key/ports.ts';
import { settle } from '../tenant-key/settle.ts';
import { isoTime } from '../tenant-key/time.ts';
import { KEY_DEAD_LETTERS, type TopicMessage, type Topics } from '../topics/topics.ts';
import { deadLetterOf, halvedDeadLetter, messageOf, withNextAttempt } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import { parkedRecordKey, redrivenRecordKey, retryRecordKey } from './record-key.ts';
import type { OpenDeadLetter, RecordKeys } from './records.ts';
import { signDeadLetter } from './signature.ts';

/**
 * Parks messages on the topic `key-dead-letters`. Each live delivery writes a record of its own and reads none:
 * the records of a request are read together as one dead letter. A request that the retry queue sent in again
 * has one record there, which is replaced.
 *
 * @param signingKeys The first one signs dead letters.
 * @param wallMs The time of day, in milliseconds since 1970.
 * @param random A number from 0 up to, not including, 1.
 */
export function deadLetterQueue(
  topics: Topics,
  signingKeys: MarkerKeys,
  { wallMs, random }: Pick<ProvisioningPorts, 'wallMs' | 'random'>,
  docsUrl: string,
): Pick<Ports, 'park' | 'release'> {
  return {
    park: async (parking, deadlineMs) => {
      const nowMs = wallMs();
      const latest = deadLetterOf(parking, isoTime(nowMs), docsUrl);
      const unsigned = withNextAttempt(latest, nowMs, random());
      const { id } = unsigned;
      const { key, replaced } = parkedKeys(id, parking);
      await publishInFormThatFits(unsigned, (form) => {
        const record = recordOf(form, key, signingKeys);
        return topics.publish(
          KEY_DEAD_LETTERS,
          [record, ...tombstonesOf(id, replaced)],
          deadlineMs,
        );
      });
    },
    release: async ({ message, identity, keyId }, deadlineMs) => {
      const { retry } = message;
      if (retry === undefined) return;
      const id = deadLetterIdOf(message, { identity });
      const recordKeys = retryRecordKeys(id, retry, keyId);
      await removeRecords(topics, id, { recordKeys, keptKeys: [] }, deadlineMs);
    },
  };
}

/** The key of the record that parks a message, and those of the records that it replaces. */
function parkedKeys(
  id: string,
  { message, failed }: Pick<Parking, 'message' | 'failed'>,
): { readonly key: string; readonly replaced: readonly string[] } {
  const { retry } = message;
  if (retry === undefined) return { key: parkedRecordKey(id, { message, failed }), replaced: [] };
  const { redrives } = retry;
  const key = retryRecordKey(id, { keyId: failed.keyId ?? retry.keyId, redrives });
  const replaced = retryRecordKeys(id, retry, failed.keyId).filter((each) => each !== key);
  return { key, replaced };
}

/**
 * The keys of the records that the retry queue and its deliveries write about a request: without the id of its
 * key, and with the one that was found meanwhile.
 */
function retryRecordKeys(
  id: string,
  { keyId: knownId, redrives }: Retry,
  foundId: string | undefined,
): readonly string[] {
  const keyIds = new Set([knownId, foundId]);
  return Array.from(keyIds, (keyId) => retryRecordKey(id, { keyId, redrives }));
}

/** The record that has a dead letter, signed for its key. */
export function recordOf(unsigned: DeadLetter, key: string, signingKeys: MarkerKeys): TopicMessage {
  const deadLetter = signDeadLetter({ ...unsigned, recordKey: key }, signingKeys);
  return { key, partitionKey: unsigned.id, value: JSON.stringify(deadLetter) };
}

/**
 * Replaces the records of a request that waits by one under the key that the retry queue uses, in one call: the topic
 * stores all of that or nothing. The record has the totals of those that it replaces.
 *
 * @param turn When it is sent in again, and when it was.
 * @param signingKeys The first one signs it.
 */
export function retryRecords(
  {
    deadLetter: { sentAt: _, ...before },
    recordKeys,
    keptKeys,
  }: Omit<OpenDeadLetter, 'isUnsealed'>,
  turn: Pick<DeadLetter, 'nextAttemptAt' | 'sentAt'>,
  signingKeys: MarkerKeys,
): readonly TopicMessage[] {
  const key = retryRecordKey(before.id, before);
  const record = recordOf({ ...before, state: 'waiting', ...turn }, key, signingKeys);
  const replaced = recordKeys.filter((each) => each !== key && !keptKeys.includes(each));
  return [record, ...tombstonesOf(before.id, replaced)];
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

/** Removes records of a dead letter. */
export function tombstonesOf(id: string, recordKeys: readonly string[]): readonly TopicMessage[] {
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
  { provisioning, docsUrl, signingKeys }: Pick<Config, 'provisioning' | 'docsUrl' | 'signingKeys'>,
  deadlineMs: number,
  invocationId: string,
): Promise<Outcome> {
  const { topics, wallMs, random } = ports;
  const { id } = deadLetter;

  const release: Ports['release'] = (_, byMs) =>
    removeRecords(topics, id, { recordKeys, keptKeys }, byMs);

  const park: Ports['park'] = async (parking, byMs) => {
    const nowMs = wallMs();
    const latest = deadLetterOf(parking, isoTime(nowMs), docsUrl);
    const unsigned = withNextAttempt(parkedAgain(deadLetter, latest), nowMs, random());
    const key = redrivenRecordKey(id, recordKeys, invocationId);
    const again = recordOf(unsigned, key, signingKeys);
    await topics.publish(KEY_DEAD_LETTERS, [again, ...tombstonesOf(id, recordKeys)], byMs);
  };

  const recordStatus: Ports['recordStatus'] = (settled, byMs) => {
    const { attempts, redrives } = deadLetter;
    return ports.recordStatus({ ...settled, redriven: { attempts, redrives: redrives + 1 } }, byMs);
  };

  return settle(
    messageOf(deadLetter),
    outcome,
    { ...ports, release, park, recordStatus },
    provisioning,
    deadlineMs,
  );
}

function parkedAgain(deadLetter: DeadLetter, latest: DeadLetter): DeadLetter {
  const { firstSeenAt, attempts, redrives, keyId, copies, places } = deadLetter;
  return {
    // The redrive may have failed before it found the key.
    ...(keyId === undefined ? {} : { keyId }),
    ...latest,
    ...(copies === undefined || places === undefined ? {} : { copies, places }),
    ...{ firstSeenAt, attempts: attempts + latest.attempts, redrives: redrives + 1 },
  };
}
