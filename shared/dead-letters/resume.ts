import type { ServiceStatus } from '../kms/keys.ts';
import { type LogFields, operationLine } from '../log.ts';
import type { OperatorPorts } from '../ports.ts';
import { fullOn, headroomOf, LATELY_MS, publishCrossings } from '../quota/quota.ts';
import { type ApiError, asApiError } from '../tenant-key/api-error.ts';
import { QUOTA_USED_UP } from '../tenant-key/failures/failure.ts';
import type { MarkerKeys } from '../tenant-key/marker.ts';
import { attemptsEndMs, withRetries } from '../tenant-key/retry.ts';
import { isoTimeMs } from '../tenant-key/time.ts';
import {
  DEAD_LETTERS_PER_COMMAND_MAX,
  type QuotaReport,
  type RedriveResult,
  type ResumeAnswer,
} from './command.ts';
import { countsOf, type DeadLetterSummary } from './dead-letter.ts';
import { type RedriveSettings, redriveDeadLetters } from './redrive.ts';
import { redrivenOperation } from './redrive-command.ts';
import { type DeadLetterTable, readDeadLetterTable } from './table.ts';

type ResumeSettings = Omit<RedriveSettings, 'headroom'>;

/**
 * Resumes the letters that wait for the key quota, oldest first, as many as there is head-room for.
 * They are taken one after the other, so that the first is a canary: when KMS refuses it in spite of
 * what it said of the quota, no further one is tried. Without head-room there is no call that changes
 * anything. Announces the quota's crossings and what became of the letters, and logs how the quota and
 * the letters stand then.
 *
 * May be repeated, also while another run is on. Throws `ApiError` when KMS does not tell of the quota
 * at all, or the topics cannot be read or written; what is not resumed by then waits for the next run.
 *
 * @param invocationId The platform's id of the invocation.
 */
export async function resumeWaitingForQuota(
  ports: OperatorPorts,
  settings: ResumeSettings,
  invocationId: string,
  deadlineMs: number,
): Promise<ResumeAnswer> {
  const { reader, publishOperation } = ports;
  const retrying = <Answer>(call: () => Promise<Answer>) =>
    withRetries(call, ports, settings.provisioning.retry, deadlineMs);

  const work = settings.measure?.();
  const status = await retrying(() => reader.serviceStatus(deadlineMs));
  const unpublished = await tryToPublish(status, ports, deadlineMs);
  const table = await readDeadLetterTable(ports.records, deadlineMs, settings.signingKeys);
  const lane = await resumeDeadLetters(
    table.letters,
    headroomOf(status),
    ports,
    settings,
    deadlineMs,
  );
  const gauges = gaugesOf(status, table, lane, ports.wallMs());
  settings.log(operationLine('redrive.resume', gauges, work?.() ?? { invocationId }));
  if (lane.results.length > 0) {
    const operation = redrivenOperation(lane, { lane: 'quota' }, invocationId);
    await retrying(() => publishOperation(operation, deadlineMs));
  }
  if (unpublished !== undefined) throw unpublished;
  return lane;
}

/** What cannot be told must not keep keys from being made, so it has its own time, and fails later. */
function tryToPublish(
  status: ServiceStatus,
  ports: OperatorPorts,
  deadlineMs: number,
): Promise<ApiError | undefined> {
  const nowMs = ports.clock.nowMs();
  const shareMs = (deadlineMs - nowMs) / 3;
  return publishCrossings(status, ports, nowMs + shareMs).then(() => undefined, asApiError);
}

async function resumeDeadLetters(
  deadLetters: readonly DeadLetterSummary[],
  headroom: number,
  ports: OperatorPorts,
  settings: ResumeSettings,
  deadlineMs: number,
): Promise<ResumeAnswer> {
  const waiting = deadLetters.filter(waitsForQuota);
  const taken = headroom === 0 ? [] : waiting.slice(0, DEAD_LETTERS_PER_COMMAND_MAX);
  const lane = { ...settings, redrivesMax: Number.POSITIVE_INFINITY, headroom };
  const endMs = attemptsEndMs(settings.provisioning, ports.clock.nowMs(), deadlineMs);
  const redriven = await redriveDeadLetters(taken, ports, lane, endMs, whileThereIsRoom(headroom));
  const gone = redriven.results.filter((result) => !stillWaits(result));
  const told = Number.isFinite(headroom) ? { headroom } : {};
  return { ...redriven, waiting: waiting.length - gone.length, ...told };
}

/** An adopted key was counted before. */
function whileThereIsRoom(headroom: number): (result: RedriveResult) => boolean {
  let room = headroom;
  return ({ outcome, code, adopted }) => {
    if (outcome === 'parked' && code === QUOTA_USED_UP) return false;
    if (outcome === 'provisioned' && adopted !== true) room -= 1;
    return room > 0;
  };
}

function stillWaits({ outcome, code }: RedriveResult): boolean {
  if (outcome === 'parked') return code === QUOTA_USED_UP;
  return outcome === 'left' || outcome === 'refused';
}

/**
 * How quota and letters stand after a run of the quota lane: what alarms go by.
 *
 * @param table As it was before the run.
 * @param nowMs The time of day, in milliseconds since 1970.
 */
export function gaugesOf(
  { used, limit }: ServiceStatus,
  { letters: deadLetters, beyond }: DeadLetterTable,
  { results, waiting, stoppedBy }: ResumeAnswer,
  nowMs: number,
): LogFields {
  const done = results.filter(({ outcome }) => outcome === 'provisioned' || outcome === 'rejected');
  const settled = new Set(done.map(({ id }) => id));
  const left = deadLetters.filter(({ id }) => !settled.has(id));
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

/** Undefined for a day that there is not: somebody else may have written the letter. */
function ageS(firstSeenAt: string, nowMs: number): number | undefined {
  const seconds = Math.floor((nowMs - isoTimeMs(firstSeenAt)) / 1_000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/**
 * Tells how the key quota of the region stands. Only reads. Throws `ApiError`.
 *
 * @param signingKeys Any of them must have sealed a letter that counts; undefined takes any letter.
 */
export async function reportQuota(
  ports: OperatorPorts,
  deadlineMs: number,
  signingKeys?: MarkerKeys,
): Promise<QuotaReport> {
  const { reader, records, wallMs } = ports;
  const nowMs = wallMs();
  const [status, madeLately, { letters: deadLetters }] = await Promise.all([
    reader.serviceStatus(deadlineMs),
    reader.countKeysSince((nowMs - LATELY_MS) / 1_000, deadlineMs),
    readDeadLetterTable(records, deadlineMs, signingKeys),
  ]);
  const { used, limit } = status;
  const isTold = used !== undefined && limit !== undefined;
  const day = isTold ? fullOn({ used, limit, madeLately }, nowMs) : undefined;
  return {
    ...status,
    parked: deadLetters.filter(waitsForQuota).length,
    madeLately,
    ...(day === undefined ? {} : { fullOn: day }),
  };
}

/** Nothing but the quota keeps the letter's request from its key, as far as the letter can be believed. */
export function waitsForQuota({ code, isUnsealed }: DeadLetterSummary): boolean {
  return code === QUOTA_USED_UP && isUnsealed !== true;
}
