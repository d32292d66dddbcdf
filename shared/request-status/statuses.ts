import { statusLine } from '../log.ts';
import type { Clock, Ports, Settled } from '../tenant-key/ports.ts';
import type { KeyRequest } from '../tenant-key/request.ts';
import { objectKeyOf, queuedStatus, type RequestStatus, settledStatus } from './status.ts';
import type { ReadStatus, StatusStore } from './store.ts';

/**
 * The statuses of requests beside the work: a store that is down or slow never fails a request and delays it by
 * 300 ms at most. After a few failures in a row it is not asked for a while, so that an outage of it
 * delays next to nothing.
 *
 * What could not be written is kept by the instance, as far as memory allows, and written at the end of a later batch.
 *
 * @param isOfQueue Whether requests by the queue have statuses. Where not, a request has further ones if it has one
 * already: the HTTP API put it into the queue.
 */
export function requestStatuses(
  store: StatusStore,
  isOfQueue: boolean,
  { clock, wallMs, log }: StatusRuntime,
): RequestStatuses {
  const health = storeHealth(clock);
  const { attempt, write } = watchedStore(store, health, log);
  const left = new Map<string, RequestStatus>();

  function keep(status: RequestStatus): void {
    if (left.size < LEFT_MAX) left.set(objectKeyOf(status), status);
  }

  /** Writes so many of what was left, all at once. Gives whether the store took any of it. */
  async function writeSome(count: number, byMs: number): Promise<boolean> {
    const writes = [...left].slice(0, count).map(async ([key, status]) => {
      left.delete(key);
      const isWritten = await write(status, byMs);
      if (!isWritten) keep(status);
      return isWritten;
    });
    return (await Promise.all(writes)).includes(true);
  }

  /** Whether a request has a status however it came. */
  const hasAlways = ({ message }: Settled) => isOfQueue || message.source.door === 'http';

  const within = (waitMs: number, deadlineMs: number) =>
    Math.min(deadlineMs, clock.nowMs() + waitMs);

  const isKnownNew = async (status: RequestStatus, deadlineMs: number) =>
    health.isAsked() && (await isNew(status, store, within(STATUS_MS_MAX, deadlineMs)));

  async function recordStatus(status: RequestStatus, callerWaits: boolean, deadlineMs: number) {
    const byMs = within(callerWaits ? STATUS_MS_MAX : UNWATCHED_MS_MAX, deadlineMs);
    const isWritten = health.isAsked() && (await write(status, byMs));
    // No batch ends where a caller waits, who has the outcome anyway.
    if (!isWritten && !callerWaits) keep(status);
    return isWritten;
  }

  return {
    claim: async (request, deadlineMs) => {
      const queued = queuedStatus(request, wallMs());
      if (!health.isAsked()) return 'unknown';
      const byMs = within(STATUS_MS_MAX, deadlineMs);
      const claimed = await attempt(queued, byMs, () => store.claim(queued, byMs));
      if (claimed === undefined) return 'unknown';
      return claimed.fingerprint === queued.fingerprint ? 'own' : 'of another key';
    },
    record: async (settled, deadlineMs) => {
      const status = settledStatus(settled, wallMs());
      if (status === undefined) return false;
      if (!hasAlways(settled) && (await isKnownNew(status, deadlineMs))) return false;
      return recordStatus(status, settled.message.callerWaits, deadlineMs);
    },
    writeLeft: async (deadlineMs) => {
      // One shows whether the store answers, even if it was left alone: it may have been slow for a moment.
      for (let count = 1; left.size > 0; count = LEFT_AT_ONCE) {
        if (!(await writeSome(count, within(UNWATCHED_MS_MAX, deadlineMs)))) return;
      }
    },
    read: store.read,
  };
}

/** Calls of the store that never throw: the log has why one failed. */
function watchedStore(
  store: StatusStore,
  health: ReturnType<typeof storeHealth>,
  log: StatusRuntime['log'],
) {
  /** Undefined when the store fails. */
  async function attempt<Result>(
    status: RequestStatus,
    byMs: number,
    call: (byMs: number) => Promise<Result>,
  ): Promise<Result | undefined> {
    try {
      const result = await call(byMs);
      health.succeeded();
      return result;
    } catch (error) {
      health.failed();
      log(statusLine(status, error));
      return undefined;
    }
  }

  async function write(status: RequestStatus, byMs: number): Promise<boolean> {
    const written = await attempt(status, byMs, async () => {
      await store.write(status, byMs);
      return true;
    });
    return written ?? false;
  }

  return { attempt, write };
}

/** Whether a request is known to have no status yet. A failure to know is none: a status too many does no harm. */
function isNew(status: RequestStatus, store: StatusStore, byMs: number): Promise<boolean> {
  return store.read(status, byMs).then(
    (known) => known === undefined,
    () => false,
  );
}

export type RequestStatuses = {
  /**
   * Claims the id of a request that is about to be put into the queue, so that it has a status before its message can
   * be handled. Never throws.
   */
  readonly claim: (request: KeyRequest, deadlineMs: number) => Promise<Claim>;
  /** Writes what became of a message that was settled, and gives whether it did. Never throws. */
  readonly record: Ports['recordStatus'];
  /** Writes what could not be written before, as long as the store takes it. Never throws. */
  readonly writeLeft: (deadlineMs: number) => Promise<void>;
  /** The furthest status of a request; undefined if it has none. Throws when the store does not say. */
  readonly read: (
    names: Pick<RequestStatus, 'tenantId' | 'requestId'>,
    deadlineMs: number,
  ) => Promise<ReadStatus | undefined>;
};

/** Whose the id of a request is; unknown while the store does not answer. */
export type Claim = 'own' | 'of another key' | 'unknown';

export type StatusRuntime = {
  readonly clock: Clock;
  readonly wallMs: () => number;
  /** Writes one line to the log. */
  readonly log: (line: string) => void;
};

/** The longest that a caller waits for a status to be written, and that the end of a batch does. */
const STATUS_MS_MAX = 300;
const UNWATCHED_MS_MAX = 2_000;

/** Of statuses that could not be written. */
const LEFT_MAX = 1_000;
const LEFT_AT_ONCE = 20;

/** Whether a store is worth asking. */
function storeHealth({ nowMs }: Clock) {
  let failures = 0;
  let pausedUntilMs = Number.NEGATIVE_INFINITY;
  return {
    isAsked: () => nowMs() >= pausedUntilMs,
    succeeded: () => {
      failures = 0;
    },
    failed: () => {
      failures += 1;
      if (failures >= FAILURES_MAX) pausedUntilMs = nowMs() + PAUSE_MS;
    },
  };
}

const FAILURES_MAX = 3;
const PAUSE_MS = 5_000;
