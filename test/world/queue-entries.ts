import type { Cause } from '../../shared/retry-queue/causes.ts';
import type { QueueEntry } from '../../shared/retry-queue/entries.ts';

/** The time at which worlds of the retry queue begin. */
export const NOW_MS = Date.UTC(2026, 10, 23, 12);

export const MINUTE_MS = 60_000;

/** The time some minutes after {@link NOW_MS}, as in records. */
export const minutesOn = (minutes: number) => new Date(NOW_MS + minutes * MINUTE_MS).toISOString();

/** A request that waits and is due, with some of its fields given. */
export function entryWith(id: string, fields: Partial<QueueEntry> = {}): QueueEntry {
  return {
    id,
    tenant: 'acme',
    cause: 'InternalError',
    isWaiting: true,
    firstSeenMs: NOW_MS - 60 * MINUTE_MS,
    lastSeenMs: NOW_MS - 30 * MINUTE_MS,
    nextAttemptMs: NOW_MS - MINUTE_MS,
    sentMs: Number.NaN,
    isBack: false,
    ...fields,
  };
}

/** A cause of which two requests were sent ten minutes ago. */
export function causeWith(fields: Partial<Cause> = {}): Cause {
  return {
    cause: 'InternalError',
    sentAt: minutesOn(-10),
    sample: [],
    flows: false,
    ...fields,
  };
}
