import type { CloudMachine } from '../../emulator/cloud/machine.ts';
import type { TopicMessage } from '../../emulator/topics/topic-log.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import { openRetry, type Retry } from '../../shared/retry-envelope.ts';
import { BEGINNING_MS } from '../world/provisioning-world.ts';

/** What the topics of a world have, read once. Times are in milliseconds since its beginning. */
export type Ledger = {
  /** Reads what has come. */
  readonly catchUp: () => void;
  readonly events: readonly SeenEvent[];
  /** Every record about a dead letter, removals too. */
  readonly records: readonly SeenRecord[];
  /** Every message that was sent in again. */
  readonly sent: readonly SentAgain[];
  /** The records that are left, by id and then by key. */
  readonly open: ReadonlyMap<string, ReadonlyMap<string, DeadLetter>>;
  /** Whether a request is provisioned or rejected. */
  readonly hasEnded: (requestId: string) => boolean;
  /** Whether a text is in a record that is left. */
  readonly isOpen: (text: string) => boolean;
};

export type SeenEvent = { readonly event: CloudEvent; readonly atMs: number };

export type SeenRecord = {
  readonly key: string;
  readonly id: string;
  readonly atMs: number;
  /** Undefined when the record of the key was removed. */
  readonly deadLetter?: DeadLetter;
};

export type SentAgain = {
  readonly retry: Retry;
  readonly payload: string;
  readonly atMs: number;
};

export function ledgerOf({ topics }: CloudMachine): Ledger {
  const events: SeenEvent[] = [];
  const records: SeenRecord[] = [];
  const sent: SentAgain[] = [];
  const open = new Map<string, Map<string, DeadLetter>>();
  const ended = new Set<string>();
  const read = new Map<string, number>();

  function newOf(topic: string): readonly TopicMessage[] {
    const from = read.get(topic) ?? 0;
    const found = topics.get(topic)?.read(from, Number.MAX_SAFE_INTEGER) ?? [];
    read.set(topic, from + found.length);
    return found;
  }

  function takeEvent({ value, timestampMs }: TopicMessage): void {
    const event = JSON.parse(value ?? '') as CloudEvent;
    events.push({ event, atMs: timestampMs - BEGINNING_MS });
    const { type, data } = event;
    if (type === 'tenant-key.provisioned' || type === 'tenant-key.rejected') {
      ended.add(data.requestId ?? '');
    }
  }

  function takeRecord({ key, value, timestampMs }: TopicMessage): void {
    if (key === null || key.startsWith('cause:')) return;
    const [id = ''] = key.split('/');
    const record = { key, id, atMs: timestampMs - BEGINNING_MS };
    const left = open.get(id) ?? new Map<string, DeadLetter>();
    open.set(id, left);
    if (value === null) {
      records.push(record);
      left.delete(key);
      if (left.size === 0) open.delete(id);
      return;
    }
    const deadLetter = JSON.parse(value) as DeadLetter;
    records.push({ ...record, deadLetter });
    left.set(key, deadLetter);
  }

  function takeRequest({ value, timestampMs }: TopicMessage): void {
    const opened = openRetry(value ?? '');
    if (opened !== undefined) sent.push({ ...opened, atMs: timestampMs - BEGINNING_MS });
  }

  return {
    catchUp: () => {
      newOf('key-events').forEach(takeEvent);
      newOf('key-dead-letters').forEach(takeRecord);
      newOf('key-requests').forEach(takeRequest);
    },
    ...{ events, records, sent, open },
    hasEnded: (requestId) => ended.has(requestId),
    isOpen: (text) => {
      for (const left of open.values()) {
        for (const deadLetter of left.values()) if (deadLetter.text === text) return true;
      }
      return false;
    },
  };
}

/** The latest one of the records that are left of a dead letter, by key: of two at the same time, the greater key. */
export function latestOf(left: ReadonlyMap<string, DeadLetter>): DeadLetter | undefined {
  let latest: DeadLetter | undefined;
  let latestKey = '';
  for (const [key, each] of left) {
    const isLater =
      latest === undefined ||
      each.lastSeenAt > latest.lastSeenAt ||
      (each.lastSeenAt === latest.lastSeenAt && key > latestKey);
    if (!isLater) continue;
    latest = each;
    latestKey = key;
  }
  return latest;
}
