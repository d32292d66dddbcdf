import { isLeasedAt } from '../dead-letters/pause.ts';
import type { DeadLetterVersion } from '../dead-letters/records.ts';
import { isoTimeMs } from '../tenant-key/time.ts';

/**
 * A dead letter, as far as sending in again is concerned. Times are in milliseconds since 1970, and `NaN` where
 * there is none or its date does not exist.
 */
export type QueueEntry = {
  readonly id: string;
  /** Whose request it is; empty when its text does not say. */
  readonly tenant: string;
  /** The code for which it waits or is parked. */
  readonly cause: string;
  /** Otherwise it is parked. */
  readonly isWaiting: boolean;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly nextAttemptMs: number;
  /** When it was last sent in again, if its mark is still there. */
  readonly sentMs: number;
  /** It was written about since it was sent, so it has failed. */
  readonly isBack: boolean;
};

/** The dead letters of a table, by id. */
export function entriesOf(
  versions: ReadonlyMap<string, DeadLetterVersion>,
): ReadonlyMap<string, QueueEntry> {
  return new Map(Array.from(versions, ([id, version]) => [id, entryOf(version)]));
}

function entryOf({ latest, summary }: DeadLetterVersion): QueueEntry {
  const { id, identity, code, state, firstSeenAt, lastSeenAt, nextAttemptAt, sentAt } = summary;
  return {
    id,
    tenant: identity?.tenantId ?? '',
    cause: code,
    isWaiting: state === 'waiting',
    firstSeenMs: isoTimeMs(firstSeenAt),
    lastSeenMs: isoTimeMs(lastSeenAt),
    nextAttemptMs: nextAttemptAt === undefined ? Number.NaN : isoTimeMs(nextAttemptAt),
    sentMs: sentAt === undefined ? Number.NaN : isoTimeMs(sentAt),
    isBack: latest.summary.sentAt !== sentAt,
  };
}

/**
 * Whether it may still be on its way through the queue, and so must not be sent.
 *
 * @param nowMs The time of day, in milliseconds since 1970.
 */
export function isLeased({ sentMs }: Pick<QueueEntry, 'sentMs'>, nowMs: number): boolean {
  return isLeasedAt(sentMs, nowMs);
}

/** Whether it is on its way, and nothing has been heard of it. */
export function isInFlight(entry: QueueEntry, nowMs: number): boolean {
  return entry.isWaiting && isLeased(entry, nowMs) && !entry.isBack;
}
