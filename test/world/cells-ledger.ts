import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import { isCauseRecordKey } from '../../shared/dead-letters/record-key.ts';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import { BEGINNING_MS, type ProvisioningWorld } from './provisioning-world.ts';

/** What the topics say about requests, each record read once. A request has its id in its text, as a whole string. */
export type CellsLedger = {
  readonly read: () => void;
  /** Whether it has ended or has a record. */
  readonly isKnown: (id: string) => boolean;
  /** How many dead letters wait. */
  readonly waiting: () => number;
  /** How many requests that came with others are provisioned. */
  readonly othersDone: () => number;
  readonly of: (id: string) => Known;
  /** How much of the topic of requests was handed to its consumer. */
  readonly consumed: () => number;
  readonly consume: (count: number) => void;
};

type Known = {
  readonly endedMinute: number | undefined;
  readonly parkedMinute: number | undefined;
  readonly events: readonly string[];
  readonly left: readonly DeadLetter[];
  readonly wasKept: boolean;
};

export function cellsLedger({ machine }: ProvisioningWorld): CellsLedger {
  const events = new Map<string, string[]>();
  const seen = new Set<string>();
  const ended = new Map<string, number>();
  const parked = new Map<string, number>();
  const records = new Map<string | null, DeadLetter>();
  const names = new Map<string, string>();
  let [eventsRead, recordsRead, consumed] = [0, 0, 0];

  const minuteOf = (timestampMs: number) => (timestampMs - BEGINNING_MS) / 60_000;

  function readEvents(): void {
    const added = machine.topics.get('key-events')?.read(eventsRead, Number.MAX_SAFE_INTEGER) ?? [];
    eventsRead += added.length;
    for (const { value, timestampMs } of added) {
      const { id, type, data } = JSON.parse(value ?? '') as CloudEvent;
      if (seen.has(id)) continue;
      seen.add(id);
      const named: { requestId?: string | undefined; deadLetterId?: string } = data;
      const { requestId, deadLetterId = '' } = named;
      const name = requestId ?? names.get(deadLetterId) ?? '';
      events.set(name, [...(events.get(name) ?? []), type.replace('tenant-key.', '')]);
      const isEnd = type === 'tenant-key.provisioned' || type === 'tenant-key.rejected';
      if (isEnd && !ended.has(name)) ended.set(name, minuteOf(timestampMs));
    }
  }

  function readRecords(): void {
    const log = machine.topics.get('key-dead-letters');
    const added = log?.read(recordsRead, Number.MAX_SAFE_INTEGER) ?? [];
    recordsRead += added.length;
    for (const { key, value, timestampMs } of added) {
      if (key !== null && isCauseRecordKey(key)) continue;
      if (value === null) {
        records.delete(key);
        continue;
      }
      const deadLetter = JSON.parse(value) as DeadLetter;
      records.set(key, deadLetter);
      const name = nameOf(deadLetter);
      names.set(deadLetter.id, name);
      const isFirst = deadLetter.state === 'parked' && !parked.has(name);
      if (isFirst) parked.set(name, minuteOf(timestampMs));
    }
  }

  const leftOf = (id: string) => [...records.values()].filter((each) => nameOf(each) === id);
  return {
    read: () => {
      readRecords();
      readEvents();
    },
    isKnown: (id) => ended.has(id) || leftOf(id).length > 0,
    waiting: () => [...records.values()].filter(({ state }) => state === 'waiting').length,
    othersDone: () => [...ended.keys()].filter((name) => /-\d$/.test(name)).length,
    of: (id) => ({
      endedMinute: ended.get(id),
      parkedMinute: parked.get(id),
      events: events.get(id) ?? [],
      left: leftOf(id),
      wasKept: [...names.values()].includes(id),
    }),
    consumed: () => consumed,
    consume: (count) => {
      consumed += count;
    },
  };
}

function nameOf({ identity, text }: DeadLetter): string {
  return identity?.requestId ?? /"(c-[a-z-]+)\\?"/.exec(text)?.[1] ?? '';
}
