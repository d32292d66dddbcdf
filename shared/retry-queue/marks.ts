import { LEASE_MS } from '../dead-letters/pause.ts';
import { retryRecords } from '../dead-letters/queue.ts';
import type { OpenDeadLetter } from '../dead-letters/records.ts';
import type { MarkerKeys } from '../tenant-key/marker.ts';
import { isoTime } from '../tenant-key/time.ts';
import type { TopicMessage } from '../topics/topics.ts';

/**
 * Marks a request as sent in again, to be published in one call. The mark is a dead letter that stands for itself, with
 * the totals of all records that it replaces: if nothing becomes of what was sent, the request is due again.
 *
 * When it last failed stays as it was. So whatever the consumer writes about it later is the latest record.
 *
 * @param signingKeys The first one signs it.
 * @param nowMs The time of day, in milliseconds since 1970.
 */
export function markMessages(
  open: OpenDeadLetter,
  signingKeys: MarkerKeys,
  nowMs: number,
): readonly TopicMessage[] {
  const nextAttemptAt = isoTime(nowMs + LEASE_MS);
  return retryRecords(open, { nextAttemptAt, sentAt: isoTime(nowMs) }, signingKeys);
}
