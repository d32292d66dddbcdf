import type { Config } from '../config.ts';
import type { Refused } from '../generated/refused.ts';
import type { Invocation } from '../invocation.ts';
import { countsOf, refusedCommand } from '../operator-command.ts';
import type { DeadLetterPorts } from '../ports.ts';
import { withRetries } from '../tenant-key/retry.ts';
import { isoTime } from '../tenant-key/time.ts';
import type {
  DeadLetterSummary,
  DeadLettersCommand,
  DiscardAnswer,
} from './generated/dead-letters-command.ts';
import { removeRecords } from './queue.ts';
import { selectDeadLetters } from './selection.ts';
import { trustOf } from './signature.ts';
import { type DeadLetterTable, readDeadLetterTable } from './table.ts';

/**
 * Settles dead letters without sending them in: the operator decides that their requests end here. The
 * event is published before the first one is removed, so that none disappears without a trace. What came to
 * the topic after it was read stays. An id that matches no dead letter refuses the whole command.
 *
 * A selection is read anew by each command, which takes the first thousand. With `startedAt` of the answer before,
 * it has nothing that was parked since: neither the next command nor one that follows a plan takes what nobody has
 * seen. So a repeat takes what is left. With `planOnly`, the answer says what is there, and nothing is changed.
 *
 * Throws `ApiError` when the topics do not answer before anything is changed, and another error when
 * they fail after that.
 */
export async function answerDiscard(
  command: DiscardCommand,
  ports: DeadLetterPorts,
  config: Config,
  invocation: Invocation,
): Promise<DiscardAnswer | Refused> {
  const problems = problemsOf(command);
  if (problems.length > 0) return refusedCommand(problems);
  const { ids, planOnly, startedAt = isoTime(ports.wallMs()) } = command;
  const { deadlineMs } = invocation;
  const table = await readDeadLetterTable(ports.records, deadlineMs, trustOf(config));
  const nowMs = ports.wallMs();
  const found =
    ids === undefined ? selected(table, command, nowMs) : namedDeadLetters(table, new Set(ids));
  if ('refused' in found) return found;
  const taken = planOnly === true ? [] : found.slice(0, DISCARDS_MAX);
  if (taken.length > 0) await discard(taken, table, command, ports, config, invocation);
  const { beyond, unreadable } = table;
  return {
    discarded: taken.map(({ id }) => id),
    counts: countsOf((planOnly === true ? found : taken).map(({ code }) => code)),
    remaining: found.length - taken.length,
    ...{ startedAt, beyond, unreadable },
  };
}

type DiscardCommand = Pick<
  DeadLettersCommand,
  'ids' | 'selection' | 'reason' | 'startedAt' | 'planOnly'
>;

/** One command names as many ids at most. One event has all that were discarded. */
const DISCARDS_MAX = 1_000;

function problemsOf({ ids, selection = {}, reason, planOnly }: DiscardCommand): readonly string[] {
  const isSelected = Object.keys(selection).length > 0;
  const isNamed = ids !== undefined;
  return [
    ...(isNamed === isSelected ? [NAMED_OR_SELECTED] : []),
    ...(isNamed && planOnly === true ? ['planOnly does not go with ids.'] : []),
    ...(reason === undefined && planOnly !== true ? ['discard needs reason.'] : []),
  ];
}

const NAMED_OR_SELECTED =
  'discard needs either ids or a selection; {"all": true} selects every dead letter that is parked.';

function selected(
  { deadLetters }: DeadLetterTable,
  { selection = {}, startedAt }: DiscardCommand,
  nowMs: number,
): readonly DeadLetterSummary[] | Refused {
  const progress = startedAt === undefined ? {} : { startedAt };
  const found = selectDeadLetters(deadLetters, selection, nowMs, progress);
  return 'refused' in found ? found : found.deadLetters;
}

function namedDeadLetters(
  { deadLetters }: DeadLetterTable,
  unknown: Set<string>,
): readonly DeadLetterSummary[] | Refused {
  const found = deadLetters.filter(({ id }) => unknown.delete(id));
  if (unknown.size === 0) return found;
  return refusedCommand([...unknown].map((id) => `No unsettled dead letter has the id ${id}.`));
}

async function discard(
  taken: readonly DeadLetterSummary[],
  table: DeadLetterTable,
  { selection, reason = '' }: DiscardCommand,
  ports: DeadLetterPorts,
  config: Config,
  { deadlineMs, id: invocationId }: Invocation,
): Promise<void> {
  const letters = taken.map(({ id, code }) => ({ id, code }));
  const data = { invocationId, reason, ...(selection && { selection }), letters };
  const operation = { type: 'tenant-keys.discarded', data } as const;
  const retrying = <T>(call: () => Promise<T>) =>
    withRetries(call, ports, config.provisioning.retry, deadlineMs);
  await retrying(() => ports.publishOperation(operation, deadlineMs));
  const remove = async ({ id }: Pick<DeadLetterSummary, 'id'>) => {
    const version = table.versions.get(id);
    if (version !== undefined) await removeRecords(ports.topics, id, version, deadlineMs);
  };
  // Each one in a call of its own, which removes all of its records or none. They are sent together.
  await retrying(() => Promise.all(letters.map(remove))).catch((cause: unknown) => {
    throw new Error(UNCERTAIN, { cause });
  });
}

const UNCERTAIN =
  'The topic did not answer, so the dead letters may or may not be discarded: list them, and discard the rest.';
