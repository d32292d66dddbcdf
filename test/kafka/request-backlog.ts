import { expect } from 'vitest';
import type { CkafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
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
  /** The requests that have an event that their key is provisioned. */
  readonly provisioned: number;
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
  await expect.poll(committed, { timeout: 100_000, interval: 200 }).toBe(count);
  const pumpedS = secondsSince(pumpedMs);
  await pump.stop();

  const events = (await readToEnd(brokers, 'key-events')).map(({ value }) => value!);
  const distinct = [...new Set(events)].map((text) => JSON.parse(text) as CloudEvent);
  const provisioned = distinct.filter(({ type }) => type === 'tenant-key.provisioned');
  return {
    events: events.length,
    distinct: distinct.length,
    provisioned: new Set(provisioned.map(({ data }) => data.requestId)).size,
    deadLetters: (await readToEnd(brokers, 'key-dead-letters')).length,
    times: `produced in ${producedS} s, read in ${readS} s, pumped in ${pumpedS} s`,
  };
}

const secondsSince = (startMs: number) => ((performance.now() - startMs) / 1_000).toFixed(1);
