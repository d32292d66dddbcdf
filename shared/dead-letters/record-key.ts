import type { Parking } from '../tenant-key/ports.ts';
import { fingerprintOf } from '../tenant-key/request.ts';

/**
 * The key of the record that parks a message: the id of the dead letter, a slash, and a digest. The topic
 * is compacted, and forgets a record as soon as another one has its key. So a writer that has not read the
 * records of a dead letter must not share a key with any of them. The digest differs between deliveries,
 * and between attempts that know the tenant's key and those that do not: a repeat of a delivery never
 * replaces a record that says more than it does.
 *
 * It is the same each time that settling repeats the parking of one delivery.
 */
export function parkedRecordKey(
  id: string,
  { message, failed }: Pick<Parking, 'message' | 'failed'>,
): string {
  const { door, topic = null, partition = null, offset = null, messageId = null } = message.source;
  const { deliveryId = null } = message;
  const { keyId = null } = failed;
  return recordKey(id, [door, topic, partition, offset, messageId, deliveryId, keyId]);
}

/**
 * The key of the record that parks a message again. It replaces the records that the redrive has read, and
 * has a key that none of them has: two redrives at once then do not replace each other's.
 *
 * @param recordKeys Of the records that are replaced, in any order.
 * @param invocationId The platform's id of the invocation that redrives it.
 */
export function redrivenRecordKey(
  id: string,
  recordKeys: readonly string[],
  invocationId: string,
): string {
  return recordKey(id, [invocationId, ...[...recordKeys].sort()]);
}

/**
 * The key of the record that marks a message as sent in again, and of the one that says that it has failed again:
 * the second replaces the first. It differs between those that know a key, or a redrive, and those that do not, so
 * that neither replaces one that says more.
 */
export function retryRecordKey(
  id: string,
  {
    keyId = null,
    redrives,
  }: { readonly keyId?: string | null | undefined; readonly redrives: number },
): string {
  return recordKey(id, ['retry', keyId, redrives]);
}

function recordKey(id: string, parts: readonly unknown[]): string {
  return `${id}/${fingerprintOf(parts).slice(0, DIGEST_LENGTH)}`;
}

/** 96 bits: the records of one dead letter have to differ, and no others. */
const DIGEST_LENGTH = 16;

/** The id in the key of a record. The whole key if it has no slash, as those of other programs. */
export function idOfRecordKey(key: string): string {
  const end = key.indexOf('/');
  return end === -1 ? key : key.slice(0, end);
}

/** The key of the record about a cause for which requests wait. No id of a dead letter has a colon. */
export function causeRecordKey(code: string): string {
  return `${CAUSE_PREFIX}${code}`;
}

/** Whether a record is about a cause, and so about no dead letter. */
export function isCauseRecordKey(key: string): boolean {
  return key.startsWith(CAUSE_PREFIX);
}

const CAUSE_PREFIX = 'cause:';
