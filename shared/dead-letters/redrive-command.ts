import type { Config } from '../config.ts';
import type { DeadLetterSelection } from '../events/generated/operation-event.ts';
import type { Operation } from '../events/operation-event.ts';
import type { Refused } from '../generated/refused.ts';
import type { Invocation } from '../invocation.ts';
import { faultLine } from '../log.ts';
import { countsOf } from '../operator-command.ts';
import type { DeadLetterPorts } from '../ports.ts';
import { headroomOf } from '../quota/quota.ts';
import { asApiError } from '../tenant-key/api-error.ts';
import { withRetries } from '../tenant-key/retry.ts';
import { attemptsEndMs } from '../tenant-key/settings.ts';
import { isoTime } from '../tenant-key/time.ts';
import { positionOf, summaryOf } from './dead-letter.ts';
import type { DeadLetter } from './generated/dead-letter.ts';
import type {
  DeadLetterSummary,
  NextRedrive,
  RedriveAnswer,
} from './generated/dead-letters-command.ts';
import { DEAD_LETTERS_PER_COMMAND_MAX, redriveDeadLetters } from './redrive.ts';
import type { Redriven } from './redrive-result.ts';
import {
  type Remaining,
  type RemainingPlace,
  readRemaining,
  remainingPlaceOf,
  remainingStream,
  remainingText,
} from './remaining.ts';
import { selectDeadLetters } from './selection.ts';
import { trustOf } from './signature.ts';
import { readDeadLetterTable } from './table.ts';
import { type Tail, tailFrom } from './tail.ts';
import type { DeadLetterStream, TableSelection } from './texts.ts';

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
  ports: DeadLetterPorts,
  config: Config,
  invocation: Invocation,
): Promise<RedriveAnswer | Refused> {
  const startedAt = command.startedAt ?? isoTime(ports.wallMs());
  const begun = { ...command, startedAt };
  const selected =
    (await remainingOf(begun, ports, config, invocation)) ??
    (await selectedOf(command, ports, config, invocation));
  if ('refused' in selected) return selected;
  const redriven = await redriveSelected(selected, ports, config, invocation);
  const unpublished = await publishRedriven(redriven, command, ports, config, invocation);
  const stoppedBy = redriven.stoppedBy ?? unpublished;
  return {
    ...redriven,
    ...(stoppedBy === undefined ? {} : { stoppedBy }),
    startedAt,
    ...nextOf(selected.restAfter(redriven.results.at(-1)?.id), begun, config),
  };
}

/** What a command redrives. */
type Selected = {
  /** As many as one command takes at most. */
  readonly deadLetters: TableSelection | DeadLetterStream;
  readonly tail: Tail;
  /** What remains after the dead letter with this id, which is the last one that was tried. */
  readonly restAfter: (lastId: string | undefined) => Rest;
};

type Rest = Remaining & {
  /** The position of the last dead letter that was tried. */
  readonly after?: string;
  /** Whether the places are all that is needed to continue. */
  readonly isComplete: boolean;
};

/** Selects from the table, which is the whole topic. */
async function selectedOf(
  command: RedriveCommand,
  ports: DeadLetterPorts,
  config: Config,
  { deadlineMs }: Invocation,
): Promise<Selected | Refused> {
  const table = await readDeadLetterTable(ports.records, deadlineMs, trustOf(config));
  const { selection } = command;
  const selected = selectDeadLetters(table.deadLetters, selection, ports.wallMs(), command);
  if ('refused' in selected) return selected;
  const { deadLetters } = selected;
  const tail = tailFrom(table.position, ports.records);

  function placeOf({ id }: DeadLetterSummary): readonly RemainingPlace[] {
    const version = tail.ids.has(id) ? undefined : table.versions.get(id);
    return version === undefined ? [] : [remainingPlaceOf(version)];
  }

  return {
    deadLetters: { ...table, deadLetters: deadLetters.slice(0, batchSizeOf(command)) },
    tail,
    restAfter: (lastId) => {
      const index = deadLetters.findIndex(({ id }) => id === lastId);
      const last = deadLetters[index];
      return {
        places: deadLetters.slice(index + 1).flatMap(placeOf),
        position: tail.position(),
        touchedIds: [],
        isComplete: tail.isComplete(),
        ...(last === undefined ? {} : { after: positionOf(last) }),
      };
    },
  };
}

/**
 * What the previous command of the redrive left, as far as nothing has happened to it since. Undefined
 * when the command does not say, or too much has happened.
 */
async function remainingOf(
  command: RedriveCommand,
  ports: DeadLetterPorts,
  config: Config,
  { deadlineMs }: Invocation,
): Promise<Selected | undefined> {
  const { selection, after, remaining: text = '' } = command;
  const remaining = readRemaining(text, scopeOf(command, config), config.signingKeys);
  if (remaining === undefined) return undefined;
  const { position, touchedIds } = remaining;
  const { limit, ...criteria } = selection;
  const places = remaining.places.slice(0, limit);
  const tail = tailFrom(position, ports.records, touchedIds);
  await tail.catchUp(deadlineMs);
  if (!tail.isComplete()) return undefined;
  const nowMs = ports.wallMs();
  const isWanted = (deadLetter: DeadLetter) => {
    const summary = summaryOf(deadLetter, false);
    const selected = selectDeadLetters([summary], criteria, nowMs, command);
    return 'total' in selected && selected.total > 0;
  };
  const max = batchSizeOf(command);
  const stream = remainingStream(places, tail, trustOf(config), isWanted, max);
  return {
    deadLetters: stream,
    tail,
    restAfter: (lastId = '') => {
      const last = stream.taken.get(lastId);
      const lastAfter = last?.position ?? after;
      return {
        places: places.slice(Math.max(stream.doneCount(), last === undefined ? 0 : last.index + 1)),
        position: tail.position(),
        touchedIds: [...tail.ids].filter((id) => !stream.taken.has(id)),
        isComplete: tail.isComplete(),
        ...(lastAfter === undefined ? {} : { after: lastAfter }),
      };
    },
  };
}

function batchSizeOf({ batchSize = DEAD_LETTERS_PER_COMMAND_MAX }: RedriveCommand): number {
  return batchSize;
}

async function redriveSelected(
  { deadLetters, tail }: Selected,
  ports: DeadLetterPorts,
  config: Config,
  invocation: Invocation,
): Promise<Redriven> {
  if ('deadLetters' in deadLetters && deadLetters.deadLetters.length === 0) return { results: [] };
  const { provisioning } = config;
  const { deadlineMs } = invocation;
  const readStatus = () => ports.reader.serviceStatus(deadlineMs);
  const headroom = headroomOf(await withRetries(readStatus, ports, provisioning.retry, deadlineMs));
  const endMs = attemptsEndMs(provisioning, ports.clock.nowMs(), deadlineMs);
  const tailed = { ...ports, records: tail.records };
  const run = { ...invocation, deadlineMs: endMs };
  return redriveDeadLetters(deadLetters, tailed, config, run, headroom);
}

/** Publishes the results. Returns the code of a failure to do so; the log has the results anyway. */
async function publishRedriven(
  redriven: Redriven,
  { selection }: RedriveCommand,
  ports: DeadLetterPorts,
  config: Config,
  { deadlineMs, id: invocationId, log }: Invocation,
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
function nextOf(
  { after, isComplete, ...rest }: Rest,
  begun: RedriveCommand,
  config: Config,
): Pick<RedriveAnswer, 'remaining' | 'next'> {
  const { selection, remaining: _, ...command } = begun;
  const count = rest.places.length;
  if (count === 0) return { remaining: 0 };
  const limit = selection.limit === undefined ? {} : { limit: count };
  const keys = config.signingKeys;
  const text = isComplete ? remainingText(rest, scopeOf(begun, config), keys) : undefined;
  const next = {
    ...{ ...command, selection: { ...selection, ...limit } },
    ...(after === undefined ? {} : { after }),
    ...(text === undefined ? {} : { remaining: text }),
  };
  return { remaining: count, next: { command: 'redrive', ...next } };
}

/**
 * The topic and the redrive that places are for. In another topic, other dead letters are at these
 * places, and they may have been discarded before the position from which the topic is read.
 */
function scopeOf({ startedAt }: RedriveCommand, { region, topics }: Config): string {
  return JSON.stringify([region, topics, startedAt]);
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
