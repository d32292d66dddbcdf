import type { Operation } from '../events/operation-event.ts';
import { faultLine } from '../log.ts';
import { headroomOf } from '../quota/quota.ts';
import { asApiError } from '../tenant-key/api-error.ts';
import { attemptsEndMs, withRetries } from '../tenant-key/retry.ts';
import { isoTime } from '../tenant-key/time.ts';
import { measureStats } from '../tencent/call-stats.ts';
import {
  DEAD_LETTERS_PER_COMMAND_MAX,
  type DeadLettersCommand,
  type DeadLettersContext,
  type RedriveAnswer,
  type Redriven,
  type RedriveResult,
  type Refused,
} from './command.ts';
import { countsOf, type DeadLetterSummary, placeOf } from './dead-letter.ts';
import { redriveDeadLetters } from './redrive.ts';
import { selectDeadLetters } from './select.ts';
import { signingKeysOf } from './signature.ts';
import { readDeadLetterTable } from './table.ts';

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
  context: DeadLettersContext,
  deadlineMs: number,
): Promise<RedriveAnswer | Refused> {
  const { ports, config } = context;
  const startedAt = command.startedAt ?? isoTime(ports.wallMs());
  const { letters: deadLetters } = await readDeadLetterTable(
    ports.records,
    deadlineMs,
    signingKeysOf(config),
  );
  const selected = selectDeadLetters(deadLetters, command.selection, ports.wallMs(), command);
  if ('refused' in selected) return selected;
  const redriven = await redrive(selected.letters, context, deadlineMs);
  const unpublished = await tell(redriven, command, context, deadlineMs);
  const stoppedBy = redriven.stoppedBy ?? unpublished;
  return {
    ...redriven,
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
    startedAt,
    ...restOf(selected.letters, redriven.results, { ...command, startedAt }),
  };
}

async function redrive(
  selected: readonly DeadLetterSummary[],
  { ports, config, invocationId, counter, log }: DeadLettersContext,
  deadlineMs: number,
): Promise<Redriven> {
  if (selected.length === 0) return { results: [] };
  const { provisioning, redrivesMax } = config;
  const readStatus = () => ports.reader.serviceStatus(deadlineMs);
  const headroom = headroomOf(await withRetries(readStatus, ports, provisioning.retry, deadlineMs));
  const taken = selected.slice(0, DEAD_LETTERS_PER_COMMAND_MAX);
  const endMs = attemptsEndMs(provisioning, ports.clock.nowMs(), deadlineMs);
  const measure = () => measureStats(ports.clock.nowMs, counter, invocationId);
  const signingKeys = signingKeysOf(config);
  const settings = { provisioning, redrivesMax, headroom, signingKeys, measure, log };
  return redriveDeadLetters(taken, ports, settings, endMs);
}

/** Announces what was done. Gives the code of what kept it from being told; the log has it anyway. */
async function tell(
  redriven: Redriven,
  { selection }: RedriveCommand,
  { ports, config, invocationId, log }: DeadLettersContext,
  deadlineMs: number,
): Promise<string | undefined> {
  if (redriven.results.length === 0) return undefined;
  const operation = redrivenOperation(redriven, selection, invocationId);
  const publishEvent = () => ports.publishOperation(operation, deadlineMs);
  return withRetries(publishEvent, ports, config.provisioning.retry, deadlineMs).then(
    () => undefined,
    (error: unknown) => {
      log(faultLine(error));
      return asApiError(error).code;
    },
  );
}

/** What no turn has come to yet, and how to go on with it. */
function restOf(
  selected: readonly DeadLetterSummary[],
  results: readonly RedriveResult[],
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
  const deadLetters = results.map(({ id, outcome, code }) => ({
    ...{ id, outcome },
    ...(code === undefined ? {} : { code }),
  }));
  const stopped = stoppedBy === undefined ? {} : { stoppedBy };
  const data = { selection, counts, letters: deadLetters, ...stopped };
  return { type: 'tenant-keys.redriven', invocationId, data };
}
