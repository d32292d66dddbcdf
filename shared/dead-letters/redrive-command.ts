import type { DeadLetterSelection } from '../events/generated/operation-event.ts';
import type { Operation } from '../events/operation-event.ts';
import type { Refused } from '../generated/refused.ts';
import { faultLine } from '../log.ts';
import { countsOf } from '../operator-command.ts';
import { headroomOf } from '../quota/quota.ts';
import { asApiError } from '../tenant-key/api-error.ts';
import { attemptsEndMs, withRetries } from '../tenant-key/retry.ts';
import { isoTime } from '../tenant-key/time.ts';
import { measureStats } from '../tencent/call-stats.ts';
import { DEAD_LETTERS_PER_COMMAND_MAX, type DeadLettersContext } from './command.ts';
import { positionOf } from './dead-letter.ts';
import type {
  DeadLetterSummary,
  NextRedrive,
  RedriveAnswer,
  RedriveResult,
} from './generated/dead-letters-command.ts';
import { redriveDeadLetters } from './redrive.ts';
import type { Redriven } from './redrive-result.ts';
import { selectDeadLetters } from './selection.ts';
import { signingKeysOf } from './signature.ts';
import { readDeadLetterTable } from './table.ts';
import type { TableSelection } from './texts.ts';

type RedriveCommand = Omit<NextRedrive, 'command'>;

/**
 * Redrives a selection as far as the time allows. The answer has the command that continues, and an
 * event has the result of each dead letter.
 *
 * Throws `ApiError` when the cloud or the topics do not answer before the first dead letter is taken.
 * Later failures are in the answer.
 */
export async function answerRedrive(
  command: RedriveCommand,
  context: DeadLettersContext,
  deadlineMs: number,
): Promise<RedriveAnswer | Refused> {
  const { ports, config } = context;
  const startedAt = command.startedAt ?? isoTime(ports.wallMs());
  const table = await readDeadLetterTable(ports.records, deadlineMs, signingKeysOf(config));
  const { selection } = command;
  const selected = selectDeadLetters(table.deadLetters, selection, ports.wallMs(), command);
  if ('refused' in selected) return selected;
  const { deadLetters } = selected;
  const redriven = await redriveSelected({ ...table, deadLetters }, context, deadlineMs);
  const unpublished = await publishRedriven(redriven, command, context, deadlineMs);
  const stoppedBy = redriven.stoppedBy ?? unpublished;
  return {
    ...redriven,
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
    startedAt,
    ...restOf(deadLetters, redriven.results, { ...command, startedAt }),
  };
}

async function redriveSelected(
  selected: TableSelection,
  { ports, config, invocationId, counter, log }: DeadLettersContext,
  deadlineMs: number,
): Promise<Redriven> {
  if (selected.deadLetters.length === 0) return { results: [] };
  const { provisioning, redrivesMax } = config;
  const readStatus = () => ports.reader.serviceStatus(deadlineMs);
  const headroom = headroomOf(await withRetries(readStatus, ports, provisioning.retry, deadlineMs));
  const deadLetters = selected.deadLetters.slice(0, DEAD_LETTERS_PER_COMMAND_MAX);
  const endMs = attemptsEndMs(provisioning, ports.clock.nowMs(), deadlineMs);
  const measure = () => measureStats(ports.clock.nowMs, counter, invocationId);
  const signingKeys = signingKeysOf(config);
  const settings = { provisioning, redrivesMax, headroom, signingKeys, measure, log };
  return redriveDeadLetters({ ...selected, deadLetters }, ports, settings, endMs);
}

/** Publishes the results. Returns the code of a failure to do so; the log has the results anyway. */
async function publishRedriven(
  redriven: Redriven,
  { selection }: RedriveCommand,
  { ports, config, invocationId, log }: DeadLettersContext,
  deadlineMs: number,
): Promise<string | undefined> {
  if (redriven.results.length === 0) return undefined;
  const operation = redrivenOperation(redriven, selection, invocationId);
  const publish = () => ports.publishOperation(operation, deadlineMs);
  return withRetries(publish, ports, config.provisioning.retry, deadlineMs).then(
    () => undefined,
    (error: unknown) => {
      log(faultLine(error));
      return asApiError(error).code;
    },
  );
}

/** How many dead letters have not been tried yet, and the command that continues with them. */
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
  const after = last === undefined ? {} : { after: positionOf(last) };
  const next = { ...command, selection: { ...selection, ...limit }, ...after };
  return { remaining, next: { command: 'redrive', ...next } };
}

/**
 * The operation to publish after a run of redrives.
 *
 * @param selection The criteria by which the dead letters were selected.
 * @param invocationId The platform's id of the invocation.
 */
export function redrivenOperation(
  { results, stoppedBy }: Redriven,
  selection: DeadLetterSelection,
  invocationId: string,
): Operation {
  const counts = countsOf(results.map(({ outcome }) => outcome));
  const letters = results.map(({ id, outcome, code }) => ({
    ...{ id, outcome },
    ...(code === undefined ? {} : { code }),
  }));
  const stopped = stoppedBy === undefined ? {} : { stoppedBy };
  const data = { invocationId, selection, counts, letters, ...stopped };
  return { type: 'tenant-keys.redriven', data };
}
