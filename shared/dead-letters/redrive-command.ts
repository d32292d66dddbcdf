import type { Operation } from '../events/operation-event.ts';
import { faultLine } from '../log.ts';
import { headroomOf } from '../quota/quota.ts';
import { asApiError } from '../tenant-key/api-error.ts';
import { attemptsEndMs, withRetries } from '../tenant-key/retry.ts';
import { isoTime } from '../tenant-key/time.ts';
import { measureWork } from '../tencent/call-stats.ts';
import {
  type DeadLettersCommand,
  type DeadLettersDoor,
  LETTERS_TAKEN_MAX,
  type LetterResult,
  type RedriveAnswer,
  type Redriven,
  type Refused,
} from './command.ts';
import { countsOf, type LetterSummary, placeOf } from './dead-letter.ts';
import { redriveLetters } from './redrive.ts';
import { selectLetters } from './select.ts';
import { sealKeysOf } from './signature.ts';
import { readLetterTable } from './table.ts';

type RedriveCommand = DeadLettersCommand & { readonly command: 'redrive' };

/**
 * Redrives a selection as far as the time suffices, and tells how to go on. An event says what became
 * of each letter.
 *
 * Throws `ApiError` when the cloud or the topics do not answer before the first letter is taken. Once
 * one is, whatever fails is in the answer.
 */
export async function answerRedrive(
  command: RedriveCommand,
  door: DeadLettersDoor,
  deadlineMs: number,
): Promise<RedriveAnswer | Refused> {
  const { ports, config } = door;
  const startedAt = command.startedAt ?? isoTime(ports.wallMs());
  const { letters } = await readLetterTable(ports.records, deadlineMs, sealKeysOf(config));
  const selected = selectLetters(letters, command.selection, ports.wallMs(), command);
  if ('refused' in selected) return selected;
  const redriven = await redrive(selected.letters, door, deadlineMs);
  const untold = await tell(redriven, command, door, deadlineMs);
  const stoppedBy = redriven.stoppedBy ?? untold;
  return {
    ...redriven,
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
    startedAt,
    ...restOf(selected.letters, redriven.results, { ...command, startedAt }),
  };
}

async function redrive(
  selected: readonly LetterSummary[],
  { ports, config, invocationId, meter, log }: DeadLettersDoor,
  deadlineMs: number,
): Promise<Redriven> {
  if (selected.length === 0) return { results: [] };
  const { provisioning, redrivesMax } = config;
  const readStatus = () => ports.reader.serviceStatus(deadlineMs);
  const headroom = headroomOf(await withRetries(readStatus, ports, provisioning.retry, deadlineMs));
  const taken = selected.slice(0, LETTERS_TAKEN_MAX);
  const endMs = attemptsEndMs(provisioning, ports.clock.nowMs(), deadlineMs);
  const measure = () => measureWork(ports.clock.nowMs, meter, invocationId);
  const sealKeys = sealKeysOf(config);
  const settings = { provisioning, redrivesMax, headroom, sealKeys, measure, log };
  return redriveLetters(taken, ports, settings, endMs);
}

/** Announces what was done. Gives the code of what kept it from being told; the log has it anyway. */
async function tell(
  redriven: Redriven,
  { selection }: RedriveCommand,
  { ports, config, invocationId, log }: DeadLettersDoor,
  deadlineMs: number,
): Promise<string | undefined> {
  if (redriven.results.length === 0) return undefined;
  const operation = redrivenOperation(redriven, selection, invocationId);
  const announce = () => ports.announceOperation(operation, deadlineMs);
  return withRetries(announce, ports, config.provisioning.retry, deadlineMs).then(
    () => undefined,
    (error: unknown) => {
      log(faultLine(error));
      return asApiError(error).code;
    },
  );
}

/** What no turn has come to yet, and how to go on with it. */
function restOf(
  selected: readonly LetterSummary[],
  results: readonly LetterResult[],
  command: RedriveCommand,
): Pick<RedriveAnswer, 'remaining' | 'next'> {
  const lastId = results.at(-1)?.id;
  const last = selected.find(({ id }) => id === lastId);
  const remaining =
    last === undefined ? selected.length : selected.length - 1 - selected.indexOf(last);
  if (remaining === 0) return { remaining };
  const { selection } = command;
  const limit = selection.limit === undefined ? {} : { limit: remaining };
  const after = last === undefined ? {} : { after: placeOf(last) };
  return { remaining, next: { ...command, selection: { ...selection, ...limit }, ...after } };
}

/**
 * What there is to announce about letters that were sent in again.
 *
 * @param selection What they were chosen by.
 * @param invocationId The platform's id of the invocation.
 */
export function redrivenOperation(
  { results, stoppedBy }: Redriven,
  selection: object,
  invocationId: string,
): Operation {
  const counts = countsOf(results.map(({ outcome }) => outcome));
  const letters = results.map(({ id, outcome, code }) => ({
    ...{ id, outcome },
    ...(code === undefined ? {} : { code }),
  }));
  const stopped = stoppedBy === undefined ? {} : { stoppedBy };
  const data = { selection, counts, letters, ...stopped };
  return { type: 'tenant-keys.redriven', invocationId, data };
}
