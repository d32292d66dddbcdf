import type { Config } from '../config.ts';
import type { Refused } from '../generated/refused.ts';
import type { Invocation } from '../invocation.ts';
import { refusedCommand } from '../operator-command.ts';
import type { DeadLetterPorts } from '../ports.ts';
import { withRetries } from '../tenant-key/retry.ts';
import type {
  DeadLetterSummary,
  DeadLettersCommand,
  DiscardAnswer,
} from './generated/dead-letters-command.ts';
import { removeRecords } from './queue.ts';
import { signingKeysOf } from './signature.ts';
import { readDeadLetterTable } from './table.ts';

/**
 * Settles dead letters without sending them in: the operator decides that their requests end here. The
 * event is published before the first one is removed, so that none disappears without a trace. What came to
 * the topic after it was read stays. An id
 * that matches no dead letter refuses the whole command.
 *
 * Throws `ApiError` when the topics do not answer before anything is changed, and another error when
 * they fail after that.
 */
export async function answerDiscard(
  { ids, reason }: Required<Pick<DeadLettersCommand, 'ids' | 'reason'>>,
  ports: DeadLetterPorts,
  config: Config,
  { deadlineMs, id: invocationId }: Invocation,
): Promise<DiscardAnswer | Refused> {
  const table = await readDeadLetterTable(ports.records, deadlineMs, signingKeysOf(config));
  const unknown = new Set(ids);
  const found = table.deadLetters.filter(({ id }) => unknown.delete(id));
  if (unknown.size > 0) {
    return refusedCommand([...unknown].map((id) => `No unsettled dead letter has the id ${id}.`));
  }

  const letters = found.map(({ id, code }) => ({ id, code }));
  const data = { invocationId, reason, letters };
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
  return { discarded: letters.map(({ id }) => id) };
}

const UNCERTAIN =
  'The topic did not answer, so the dead letters may or may not be discarded: list them, and discard the rest.';
