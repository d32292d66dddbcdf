import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import type { ServiceStatus } from '../kms/keys.ts';
import { type LogFields, operationLine } from '../log.ts';
import { countsOf } from '../operator-command.ts';
import type { DeadLetterPorts } from '../ports.ts';
import { fullOn, headroomOf, LATELY_MS, publishCrossings } from '../quota/quota.ts';
import { type ApiError, asApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { withRetries } from '../tenant-key/retry.ts';
import { attemptsEndMs } from '../tenant-key/settings.ts';
import { isoTimeMs } from '../tenant-key/time.ts';
import type {
  DeadLetterSummary,
  QuotaReport,
  RedriveResult,
  ResumeAnswer,
} from './generated/dead-letters-command.ts';
import { DEAD_LETTERS_PER_COMMAND_MAX, redriveDeadLetters } from './redrive.ts';
import { redrivenOperation } from './redrive-command.ts';
import { signingKeysOf } from './signature.ts';
import { type DeadLetterTable, readDeadLetterTable } from './table.ts';

/**
 * Redrives the dead letters that wait for the key quota, oldest first, as many as the quota has
 * head-room for. They are taken one at a time, and the first is a canary: if KMS refuses it in spite of
 * the head-room, no other is tried. Without head-room, no call changes anything. Publishes the results
 * and which levels the quota reached, and logs the state of the quota and the dead letters.
 *
 * May be repeated, also beside another run. Throws `ApiError` when KMS does not answer about the quota
 * or the topics cannot be read or written. What has not been resumed by then waits for the next run.
 */
export async function answerResume(
  _: object,
  ports: DeadLetterPorts,
  config: Config,
  invocation: Invocation,
): Promise<ResumeAnswer> {
  const { reader, publishOperation } = ports;
  const { deadlineMs, id: invocationId, log } = invocation;
  const retrying = <Answer>(call: () => Promise<Answer>) =>
    withRetries(call, ports, config.provisioning.retry, deadlineMs);

  const stats = invocation.stats();
  const status = await retrying(() => reader.serviceStatus(deadlineMs));
  const unpublished = await tryToPublish(status, ports, config.region, deadlineMs);
  const table = await readDeadLetterTable(ports.records, deadlineMs, signingKeysOf(config));
  const headroom = headroomOf(status);
  const answer = await resume(table, headroom, ports, config, invocation);
  const gauges = gaugesOf(status, table, answer, ports.wallMs());
  log(operationLine('redrive.resume', gauges, stats()));
  if (answer.results.length > 0) {
    const operation = redrivenOperation(answer, { lane: 'quota' }, invocationId);
    await retrying(() => publishOperation(operation, deadlineMs));
  }
  if (unpublished !== undefined) throw unpublished;
  return answer;
}

/**
 * Publishes the levels that the quota reached, in a third of the time. A failure must not keep keys from
 * being created, so it is returned, to be thrown at the end of the run.
 */
function tryToPublish(
  status: ServiceStatus,
  ports: DeadLetterPorts,
  region: string,
  deadlineMs: number,
): Promise<ApiError | undefined> {
  const nowMs = ports.clock.nowMs();
  const shareMs = (deadlineMs - nowMs) / 3;
  return publishCrossings(status, ports, region, nowMs + shareMs).then(() => undefined, asApiError);
}

async function resume(
  table: DeadLetterTable,
  headroom: number,
  ports: DeadLetterPorts,
  config: Config,
  invocation: Invocation,
): Promise<ResumeAnswer> {
  const waiting = table.deadLetters.filter(waitsForQuota);
  const deadLetters = headroom === 0 ? [] : waiting.slice(0, DEAD_LETTERS_PER_COMMAND_MAX);
  const taken = { ...table, deadLetters };
  const unlimited = { ...config, redrivesMax: Number.POSITIVE_INFINITY };
  const endMs = attemptsEndMs(config.provisioning, ports.clock.nowMs(), invocation.deadlineMs);
  const run = { ...invocation, deadlineMs: endMs };
  const goOn = whileThereIsRoom(headroom);
  const redriven = await redriveDeadLetters(taken, ports, unlimited, run, headroom, goOn);
  const resumed = redriven.results.filter((result) => !stillWaits(result));
  const known = Number.isFinite(headroom) ? { headroom } : {};
  return { ...redriven, waiting: waiting.length - resumed.length, ...known };
}

/** An adopted key takes no room, because it has been counted before. */
function whileThereIsRoom(headroom: number): (result: RedriveResult) => boolean {
  let room = headroom;
  return ({ outcome, code, adopted }) => {
    if (outcome === 'waiting' && isForQuota(code)) return false;
    if (outcome === 'provisioned' && adopted !== true) room -= 1;
    return room > 0;
  };
}

function stillWaits({ outcome }: RedriveResult): boolean {
  return outcome === 'waiting' || outcome === 'left' || outcome === 'refused';
}

/**
 * The state of the quota and the dead letters after a run of {@link answerResume}, as fields
 * of its log line. Alarms are set on them.
 *
 * @param table As it was before the run.
 * @param nowMs The time of day, in milliseconds since 1970.
 */
export function gaugesOf(
  { used, limit }: ServiceStatus,
  { deadLetters, beyond }: Pick<DeadLetterTable, 'deadLetters' | 'beyond'>,
  { results, waiting, stoppedBy }: ResumeAnswer,
  nowMs: number,
): LogFields {
  const done = results.filter(({ outcome }) => outcome === 'provisioned' || outcome === 'rejected');
  const settled = new Set(done.map(({ id }) => id));
  const parkedNow = new Set(results.flatMap(({ id, outcome }) => (outcome === 'parked' ? id : [])));
  const left = deadLetters.filter(
    ({ id, state }) => !settled.has(id) && (state === 'parked' || parkedNow.has(id)),
  );
  return {
    letters: results.length === 0 ? undefined : countsOf(results.map(({ outcome }) => outcome)),
    stoppedBy,
    parked: left.length + beyond,
    oldestParkedS: left[0] === undefined ? undefined : ageS(left[0].firstSeenAt, nowMs),
    waiting,
    used,
    limit,
    usedPercent: used === undefined || !limit ? undefined : Math.floor((100 * used) / limit),
  };
}

/** Undefined for a date that does not exist, as a forged dead letter may have. */
function ageS(firstSeenAt: string, nowMs: number): number | undefined {
  const seconds = Math.floor((nowMs - isoTimeMs(firstSeenAt)) / 1_000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** Answers the state of the region's key quota. Only reads. Throws `ApiError`. */
export async function answerQuota(
  _: object,
  { reader, records, wallMs }: DeadLetterPorts,
  config: Config,
  { deadlineMs }: Invocation,
): Promise<QuotaReport> {
  const nowMs = wallMs();
  const [status, madeLately, { deadLetters, beyond }] = await Promise.all([
    reader.serviceStatus(deadlineMs),
    reader.countKeysSince((nowMs - LATELY_MS) / 1_000, deadlineMs),
    readDeadLetterTable(records, deadlineMs, signingKeysOf(config)),
  ]);
  const { used, limit } = status;
  const isKnown = used !== undefined && limit !== undefined;
  const day = isKnown ? fullOn({ used, limit, madeLately }, nowMs) : undefined;
  return {
    ...status,
    parked: deadLetters.filter(waitsForQuota).length,
    ...(beyond === 0 ? {} : { beyond }),
    madeLately,
    ...(day === undefined ? {} : { fullOn: day }),
  };
}

/** Whether only the quota keeps the request from its key. The code of a forged dead letter says nothing. */
function waitsForQuota({ state, code, isUnsealed }: DeadLetterSummary): boolean {
  return state === 'waiting' && isForQuota(code) && isUnsealed !== true;
}

function isForQuota(code = ''): boolean {
  return failureOf(code).cause === 'quota';
}
