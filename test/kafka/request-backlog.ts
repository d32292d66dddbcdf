import { expect } from 'vitest';
import type { CkafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
import type { DeadLetter } from '../../shared/dead-letters/generated/dead-letter.ts';
import type { CloudEvent } from '../../shared/events/generated/cloud-event.ts';
import { publishAll, readToEnd, requestsOf } from './kafka-world.ts';
import { committedCount, startTriggerPump } from './trigger-pump.ts';

export type BacklogOptions = {
  /** They have the topics `key-requests`, `key-events` and `key-dead-letters`. */
  readonly brokers: string;
  readonly count: number;
  /** Runs the function; rejects when the function throws. */
  readonly invoke: (event: CkafkaEvent) => Promise<unknown>;
  readonly maxMsgNum: number;
  readonly sessionMs?: number;
  /** Runs from the first batch on. The backlog is only complete when it has ended too. */
  readonly meanwhile?: () => Promise<void>;
};

/** What became of the requests. */
export type SettledBacklog = {
  readonly events: number;
  /** Messages without their repeats, which have the same bytes. */
  readonly distinct: number;
  /** The requests that have an event that their key is provisioned, and these events without their repeats. */
  readonly provisioned: number;
  readonly provisionedEvents: number;
  /** The requests that wait to be tried again, and have no such event yet. */
  readonly pending: number;
  readonly parked: number;
  readonly deadLetters: number;
  readonly times: string;
};

/**
 * Publishes a request of each tenant, reads them to the end, and has the trigger deliver them to the
 * function until all are committed.
 */
export async function settleBacklog(options: BacklogOptions): Promise<SettledBacklog> {
  const { brokers, count, invoke, maxMsgNum, sessionMs, meanwhile = async () => {} } = options;
  const requests = requestsOf(count);
  const producedMs = performance.now();
  await publishAll(brokers, 'key-requests', requests);
  const producedS = secondsSince(producedMs);

  const readMs = performance.now();
  const records = await readToEnd(brokers, 'key-requests');
  const readS = secondsSince(readMs);
  expect(records.length).toBe(count);
  expect(new Set(records.map(({ value }) => value))).toEqual(
    new Set(requests.map(({ value }) => value)),
  );

  const pumpedMs = performance.now();
  const pump = await startTriggerPump({
    ...{ brokers, topic: 'key-requests', maxMsgNum, invoke },
    ...(sessionMs !== undefined && { sessionMs }),
  });
  await meanwhile();
  const committed = () => committedCount(brokers, 'key-requests');
  await expect.poll(committed, { timeout: 200_000, interval: 200 }).toBe(count);
  const pumpedS = secondsSince(pumpedMs);
  await pump.stop();

  const events = (await readToEnd(brokers, 'key-events')).map(({ value }) => value!);
  const distinct = [...new Set(events)].map((text) => JSON.parse(text) as CloudEvent);
  const provisioned = distinct.filter(({ type }) => type === 'tenant-key.provisioned');
  const ids = new Set(provisioned.map(({ data }) => data.requestId));
  const deadLetters = await readToEnd(brokers, 'key-dead-letters');
  const unsettled = unsettledOf(deadLetters);
  const waiting = unsettled.filter(({ state }) => state === 'waiting');
  const pending = new Set(waiting.map(({ identity }) => identity?.requestId ?? ''));
  return {
    events: events.length,
    distinct: distinct.length,
    provisioned: ids.size,
    provisionedEvents: provisioned.length,
    pending: [...pending].filter((id) => !ids.has(id)).length,
    parked: unsettled.length - waiting.length,
    deadLetters: deadLetters.length,
    times: `produced in ${producedS} s, read in ${readS} s, pumped in ${pumpedS} s`,
  };
}

/** The last record of each key. */
function unsettledOf(
  records: readonly { readonly key: string | null; readonly value: string | null }[],
): readonly DeadLetter[] {
  const last = new Map(records.map(({ key, value }) => [key, value]));
  return [...last.values()].flatMap((value) =>
    value === null ? [] : [JSON.parse(value) as DeadLetter],
  );
}

const secondsSince = (startMs: number) => ((performance.now() - startMs) / 1_000).toFixed(1);
