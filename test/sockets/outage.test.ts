import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseCron } from '../../emulator/scf/cron.ts';
import { runTimerTrigger } from '../../emulator/scf/timer-trigger.ts';
import type { TopicLog } from '../../emulator/topics/topic-log.ts';
import { isCauseRecordKey } from '../../shared/dead-letters/record-key.ts';
import { type DeployedCloud, deployCloud } from '../integration/deployed-cloud.ts';
import { runCkafkaTrigger } from '../integration/run-ckafka-trigger.ts';
import { wallClock } from '../wall-clock.ts';

// An outage of KMS on the running local cloud: what it costs while it lasts, and that it ends without a command.
// OUTAGE_MESSAGES=2000 OUTAGE_MINUTES=3 runs it at the rates of serverless.yml, and has it last for so many minutes.

const MESSAGES = Number(process.env.OUTAGE_MESSAGES ?? 200);
const MINUTES = Number(process.env.OUTAGE_MINUTES ?? 0);
const IS_LARGE = MESSAGES > 200;
const TENANTS = MESSAGES / 10;
const INSTANCES = IS_LARGE ? 1 : 3;
/** Of one instance; the queue has those of all. */
const CALLS_PER_SECOND = IS_LARGE ? 93 : 20;
const BATCH_LENGTH = IS_LARGE ? 300 : 25;
const MINUTE_MS = 60_000;
const GROUP = 'provision-keys';

let deployed: DeployedCloud;
const stopping = new AbortController();
const triggers: Promise<void>[] = [];

beforeAll(async () => {
  const rates = {
    KMS_CALLS_PER_SECOND_MAX: String(CALLS_PER_SECOND),
    QUEUE_CALLS_PER_SECOND_MAX: String(INSTANCES * CALLS_PER_SECOND),
  };
  deployed = await deployCloud(rates, { instancesMax: INSTANCES });
  const switches = { tagsMustExist: false, rateLimits: false, cmkLimit: 1_000_000 };
  await deployed.ask('PUT /switches', switches);
  startTriggers();
});
afterAll(async () => {
  stopping.abort();
  await Promise.all(triggers);
  await deployed.close();
});

/** As serverless.yml has them, but for the window and, where there are few messages, the batches. */
function startTriggers(): void {
  const { cloud, host } = deployed;
  const topic = requestsTopic();
  const queue = {
    ...{ topic, consumerGroup: GROUP, maxMsgNum: BATCH_LENGTH, windowMs: 100, retriesMax: 10_000 },
    invoke: (event: object) => host.invoke('provision-keys', event),
    switches: cloud.switches,
  };
  const timer = {
    ...{ name: 'every-minute', cron: parseCron('0 */1 * * * * *'), message: 'heal' },
    invoke: (event: object) => host.invoke('heal', event, undefined, 'Event'),
    clock: { nowMs: cloud.nowMs, onSet: cloud.onClockSet },
  };
  const { signal } = stopping;
  triggers.push(runCkafkaTrigger(queue, signal), runTimerTrigger(timer, signal));
}

function requestsTopic(): TopicLog {
  return deployed.cloud.topics.get('key-requests')!;
}

async function publishRequests(): Promise<void> {
  const messages = Array.from({ length: MESSAGES }, (_, number) => {
    const tenantId = `t-${number % TENANTS}`;
    const keyName = `k-${Math.floor(number / TENANTS)}`;
    return {
      key: tenantId,
      value: JSON.stringify({ requestId: `r-${number}`, tenantId, keyName }),
    };
  });
  await deployed.ask('POST /topics/key-requests/messages', messages);
}

/** When keys were asked for, in milliseconds since 1970. */
function createKeyTimes(): readonly number[] {
  const times: number[] = [];
  deployed.cloud.onCall(({ action }) => {
    if (action === 'CreateKey') times.push(Date.now());
  });
  return times;
}

/** How many requests have a record in the topic of dead letters. */
function keptCount(): number {
  const records = new Map<string | null, string>();
  const log = deployed.cloud.topics.get('key-dead-letters')?.read(0, Number.MAX_SAFE_INTEGER) ?? [];
  for (const { key, value } of log) {
    if (key !== null && isCauseRecordKey(key)) continue;
    if (value === null) records.delete(key);
    else records.set(key, (JSON.parse(value) as { readonly id: string }).id);
  }
  return new Set(records.values()).size;
}

const provisionedCount = () => {
  const events = deployed.events().filter(({ type }) => type === 'tenant-key.provisioned');
  return new Set(events.map(({ data }) => data.requestId)).size;
};

/** Resolves when every message of the queue has been handled. */
async function drained(): Promise<void> {
  const topic = requestsTopic();
  const left = () => {
    const partitions = Array.from({ length: topic.partitionCount }, (_, index) => index);
    const handled = partitions.map((partition) => topic.committedOffset(GROUP, partition));
    return topic.size() - handled.reduce((sum, offset) => sum + offset, 0);
  };
  await expect.poll(left, { timeout: 600_000, interval: 20 }).toBe(0);
}

/** Has minutes pass at once, and waits until what `heal` sends in again then has been handled. */
async function pass(minutes: number): Promise<void> {
  const runs = healRuns();
  await deployed.ask('POST /clock/advance', { ms: minutes * MINUTE_MS });
  await expect.poll(healRuns, { timeout: 60_000, interval: 20 }).toBeGreaterThan(runs);
  await drained();
}

const healResults = () => deployed.results.filter(({ functionName }) => functionName === 'heal');

const healRuns = () => healResults().length;

/** How many were sent in again by now: a minute of the real time may pass during the test too. */
const sentCount = () =>
  healResults().reduce((sum, result) => {
    return sum + (result.ok ? (result.value as { readonly sent: number }).sent : 0);
  }, 0);

test(`in an outage ${MESSAGES} messages cost about ten calls an instance, and are provisioned after it without a command`, async () => {
  const times = createKeyTimes();
  const startMs = Date.now();
  await deployed.ask('POST /faults', [{ action: 'CreateKey', effect: { error: 'InternalError' } }]);
  await publishRequests();
  await drained();
  expect(keptCount()).toBe(MESSAGES);
  expect(provisionedCount()).toBe(0);
  const waitS = (Date.now() - startMs) / 1_000;
  // Ten attempts open a breaker; those that are under way by then are carried out.
  const underWay = Math.ceil(CALLS_PER_SECOND / 5) - 1;
  const first = times.length;
  expect(first).toBeGreaterThanOrEqual(10);
  expect(first).toBeLessThanOrEqual(INSTANCES * (10 + underWay) + INSTANCES + sentCount());

  await wallClock.sleep(Math.max(0, MINUTES * MINUTE_MS - waitS * 1_000));
  const perMinute = callsByMinute(times, startMs);
  const [before, sentBefore] = [times.length, sentCount()];
  // The timer's last minute is then later than any first pause ends, however far the minute is gone now.
  await pass(2);
  // One trial a minute, without retries in place.
  expect(sentCount() - sentBefore).toBeGreaterThanOrEqual(1);
  expect(times.length - before).toBe(sentCount() - sentBefore);
  expect(keptCount()).toBe(MESSAGES);

  await deployed.ask('DELETE /faults');
  const healedMs = Date.now();
  let minutes = 0;
  for (; provisionedCount() < MESSAGES && minutes < 60; minutes += 1) await pass(1);
  expect(provisionedCount()).toBe(MESSAGES);
  await expect.poll(keptCount, { timeout: 10_000 }).toBe(0);
  const results = deployed.results.filter((result) => !result.ok);
  expect(results).toEqual([]);
  const healS = (Date.now() - healedMs) / 1_000;
  process.stdout.write(
    `${MESSAGES} messages of ${TENANTS} tenants: all waited after ${waitS.toFixed(1)} s and ${first} calls of CreateKey, by minute ${perMinute.join(', ')}; after the outage all had keys in ${minutes} minutes of the cloud's clock and ${healS.toFixed(1)} s, with ${times.length - before} calls\n`,
  );
}, 1_200_000);

function callsByMinute(times: readonly number[], startMs: number): readonly number[] {
  return Array.from({ length: Math.max(1, MINUTES) }, (_, minute) => {
    const isThen = (ms: number) => Math.floor((ms - startMs) / MINUTE_MS) === minute;
    return times.filter(isThen).length;
  });
}
