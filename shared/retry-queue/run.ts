import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import { reportRemoval } from '../key-status/report-message.ts';
import type { KeyStatus, KeyStatusTable } from '../key-status/table.ts';
import type { ServiceStatus } from '../kms/keys.ts';
import { operationLine } from '../log.ts';
import type { HealPorts } from '../ports.ts';
import { headroomOf, publishCrossings } from '../quota/quota.ts';
import { ApiError, asApiError } from '../tenant-key/api-error.ts';
import { withRetries } from '../tenant-key/retry.ts';
import { KEY_DEAD_LETTERS, KEY_STATUS } from '../topics/topics.ts';
import { causeRemoval } from './causes.ts';
import { countedReader } from './counted-reader.ts';
import { entriesOf } from './entries.ts';
import { type HealGauges, healGauges } from './gauges.ts';
import { planHeal } from './plan.ts';
import { sendAgain } from './send.ts';
import type { RetryQueue, RetryTable } from './table.ts';

/** What a run did and found. */
export type HealReport = HealGauges & {
  readonly sent: number;
  /** Those of them that were sent to find out whether their cause is over. */
  readonly trials: number;
  readonly recordsRead: number;
  readonly bytesRead: number;
};

/**
 * Sends in again what is due in the retry queue, through the topic of requests. Publishes which levels the key quota
 * reached, and logs the state of both.
 *
 * May be repeated, be interrupted anywhere and run beside another. Throws `ApiError` when a topic cannot be read or
 * written; what was not sent by then is due at the next run. When KMS does not say how many keys there may be, those
 * that wait for the quota are tried as those that wait for anything else.
 *
 * @param nowMs The time of day for which the timer invoked it, in milliseconds since 1970.
 */
export async function healRetryQueue(
  nowMs: number,
  ports: HealPorts & HealState,
  config: Config,
  invocation: Invocation,
): Promise<HealReport> {
  const { deadlineMs, log } = invocation;
  const stats = invocation.stats();
  const records = countedReader(ports.records);
  const [quota, table, keyStatus] = await Promise.all([
    readQuota(ports, config, deadlineMs),
    ports.queue.refresh(records, nowMs, deadlineMs),
    readKeyStatus(ports, deadlineMs),
  ]);
  const isBlocked = (tenant: string) => keyStatus.blocks.has(tenant);
  const entries = entriesOf(table.versions);
  const plan = planHeal(
    { entries, causes: table.causes, isLeftOut: table.leftOut.has, isBlocked },
    {
      nowMs,
      inFlightMax: 60 * config.queueCallsPerSecondMax,
      room: headroomOf(quota.status),
      random: ports.random,
    },
  );
  const gauges = healGauges(entries.values(), table.beyond, quota.status, nowMs, isBlocked);
  const done = await carryOut(plan, table, { ...ports, records }, config, nowMs, deadlineMs);
  const { failure, ...sent } = done;
  const inFlight = gauges.inFlight + sent.sent;
  const report = { ...gauges, ...sent, inFlight, ...records.counts() };
  const code = failure?.code ?? quota.failure?.code;
  log(operationLine('heal', { ...report, stoppedBy: failure?.code, code }, stats()));
  await removeStale(keyStatus, ports, deadlineMs);
  const thrown = failure ?? quota.unpublished;
  if (thrown !== undefined) throw thrown;
  return report;
}

/** What an instance keeps between its runs. */
export type HealState = { readonly queue: RetryQueue; readonly keyStatus: KeyStatusTable };

/** What is known of blocked tenants where it cannot be read: the consumers of the queue keep what is sent anyway. */
async function readKeyStatus(
  { keyStatus, records, clock, wallMs }: HealPorts & HealState,
  deadlineMs: number,
): Promise<KeyStatus> {
  const byMs = clock.nowMs() + (deadlineMs - clock.nowMs()) / 3;
  try {
    return await keyStatus.refresh(records, wallMs(), byMs);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return keyStatus.known(wallMs());
  }
}

/** Removes the reports of instances that have ended. What cannot be removed now is removed by a later run. */
async function removeStale(
  { staleKeys }: KeyStatus,
  { topics, clock }: Pick<HealPorts, 'topics' | 'clock'>,
  deadlineMs: number,
): Promise<void> {
  if (staleKeys.length === 0) return;
  const byMs = Math.min(deadlineMs - LOG_MS, clock.nowMs() + REMOVING_MS_MAX);
  await topics.publish(KEY_STATUS, staleKeys.map(reportRemoval), byMs).catch(asApiError);
}

const REMOVING_MS_MAX = 2_000;

type QuotaReading = {
  /** Empty when KMS does not say. */
  readonly status: ServiceStatus;
  readonly failure?: ApiError;
  /** The failure to publish which levels the quota reached. The next run does it. */
  readonly unpublished?: ApiError;
};

/** Reads the state of the quota and publishes which levels it reached, in a third of the time each. */
async function readQuota(
  ports: HealPorts,
  { provisioning, region }: Pick<Config, 'provisioning' | 'region'>,
  deadlineMs: number,
): Promise<QuotaReading> {
  const nowMs = ports.clock.nowMs();
  const shareMs = (deadlineMs - nowMs) / 3;
  try {
    const call = () => ports.reader.serviceStatus(nowMs + shareMs);
    const status = await withRetries(call, ports, provisioning.retry, nowMs + shareMs);
    const published = publishCrossings(status, ports, region, nowMs + 2 * shareMs);
    const failure = await published.then(() => undefined, asApiError);
    return failure === undefined ? { status } : { status, failure, unpublished: failure };
  } catch (error) {
    return { status: {}, failure: asApiError(error) };
  }
}

type Done = Pick<HealReport, 'sent' | 'trials'> & { readonly failure?: ApiError };

/** What was sent before a failure is counted too. */
async function carryOut(
  { batches, forgotten }: ReturnType<typeof planHeal>,
  table: RetryTable,
  ports: HealPorts,
  config: Config,
  nowMs: number,
  deadlineMs: number,
): Promise<Done> {
  let [sent, trials] = [0, 0];
  const times = { nowMs, endMs: deadlineMs - END_MS, deadlineMs: deadlineMs - LOG_MS };
  try {
    await sendAgain(batches, table, ports, config, times, ({ batch }) => {
      sent += 1;
      if (batch.isTrial) trials += 1;
    });
    if (forgotten.length > 0) {
      const removals = forgotten.map(causeRemoval);
      await ports.topics.publish(KEY_DEAD_LETTERS, removals, times.deadlineMs);
    }
    return { sent, trials };
  } catch (error) {
    return { sent, trials, failure: asApiError(error) };
  }
}

/** How long before the deadline the last page begins, and by when everything ends but the log line. */
const END_MS = 10_000;
const LOG_MS = 1_000;
