import type { LetterSummary } from '../dead-letters/letter-summary.ts';
import { readLetterTable } from '../dead-letters/letter-table.ts';
import { LETTERS_TAKEN_MAX } from '../dead-letters/letters-taken.ts';
import type { LetterResult, ResumeAnswer } from '../dead-letters/operator-command.ts';
import { type RedriveSettings, redriveLetters } from '../dead-letters/redrive-letters.ts';
import { redrivenOperation } from '../dead-letters/redriven-operation.ts';
import type { ServiceStatus } from '../kms/key-reader.ts';
import { operationLine } from '../log.ts';
import type { OperatorPorts } from '../ports.ts';
import { type ApiError, asApiError } from '../tenant-key/api-error.ts';
import { QUOTA_USED_UP } from '../tenant-key/failures/failure.ts';
import { attemptsEndMs, withRetries } from '../tenant-key/retry.ts';
import { announceCrossings } from './announce-crossings.ts';
import { gaugesOf } from './gauges-of.ts';
import { headroomOf } from './headroom-of.ts';
import { waitsForQuota } from './waits-for-quota.ts';

type LaneSettings = Omit<RedriveSettings, 'headroom'>;

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
export async function resumeQuotaLane(
  ports: OperatorPorts,
  settings: LaneSettings,
  invocationId: string,
  deadlineMs: number,
): Promise<ResumeAnswer> {
  const { reader, announceOperation } = ports;
  const retrying = <Answer>(call: () => Promise<Answer>) =>
    withRetries(call, ports, settings.provisioning.retry, deadlineMs);

  const work = settings.measure?.();
  const status = await retrying(() => reader.serviceStatus(deadlineMs));
  const untold = await tryToAnnounce(status, ports, deadlineMs);
  const table = await readLetterTable(ports.records, deadlineMs, settings.sealKeys);
  const lane = await resumeLetters(table.letters, headroomOf(status), ports, settings, deadlineMs);
  const gauges = gaugesOf(status, table, lane, ports.wallMs());
  settings.log(operationLine('redrive.resume', gauges, work?.() ?? { invocationId }));
  if (lane.results.length > 0) {
    const operation = redrivenOperation(lane, { lane: 'quota' }, invocationId);
    await retrying(() => announceOperation(operation, deadlineMs));
  }
  if (untold !== undefined) throw untold;
  return lane;
}

/** What cannot be told must not keep keys from being made, so it has its own time, and fails later. */
function tryToAnnounce(
  status: ServiceStatus,
  ports: OperatorPorts,
  deadlineMs: number,
): Promise<ApiError | undefined> {
  const nowMs = ports.clock.nowMs();
  const shareMs = (deadlineMs - nowMs) / 3;
  return announceCrossings(status, ports, nowMs + shareMs).then(() => undefined, asApiError);
}

async function resumeLetters(
  letters: readonly LetterSummary[],
  headroom: number,
  ports: OperatorPorts,
  settings: LaneSettings,
  deadlineMs: number,
): Promise<ResumeAnswer> {
  const waiting = letters.filter(waitsForQuota);
  const taken = headroom === 0 ? [] : waiting.slice(0, LETTERS_TAKEN_MAX);
  const lane = { ...settings, redrivesMax: Number.POSITIVE_INFINITY, headroom };
  const endMs = attemptsEndMs(settings.provisioning, ports.clock.nowMs(), deadlineMs);
  const redriven = await redriveLetters(taken, ports, lane, endMs, whileThereIsRoom(headroom));
  const gone = redriven.results.filter((result) => !stillWaits(result));
  const told = Number.isFinite(headroom) ? { headroom } : {};
  return { ...redriven, waiting: waiting.length - gone.length, ...told };
}

/** An adopted key was counted before. */
function whileThereIsRoom(headroom: number): (result: LetterResult) => boolean {
  let room = headroom;
  return ({ outcome, code, adopted }) => {
    if (outcome === 'parked' && code === QUOTA_USED_UP) return false;
    if (outcome === 'provisioned' && adopted !== true) room -= 1;
    return room > 0;
  };
}

function stillWaits({ outcome, code }: LetterResult): boolean {
  if (outcome === 'parked') return code === QUOTA_USED_UP;
  return outcome === 'left' || outcome === 'refused';
}
