import { withRetries } from '../tenant-key/retry.ts';
import { KEY_DEAD_LETTERS } from '../topics/topics.ts';
import { refusedCommand } from './command-refusal.ts';
import type { DeadLettersDoor } from './dead-letters-door.ts';
import { readLetterTable } from './letter-table.ts';
import type { DeadLettersCommand, DiscardAnswer, Refused } from './operator-command.ts';
import { sealKeysOf } from './seal-keys-of.ts';

type Discard = DeadLettersCommand & { readonly command: 'discard' };

/**
 * Settles letters without sending them in: whoever discards takes the request's end on himself. It is
 * announced before the first letter goes, so that none can go unseen. One id that no letter has
 * refuses them all.
 *
 * Throws `ApiError` when the topics do not answer before anything is changed, and another error when
 * they fail after that.
 */
export async function discardLetters(
  { ids, reason }: Discard,
  { ports, config, invocationId }: DeadLettersDoor,
  deadlineMs: number,
): Promise<DiscardAnswer | Refused> {
  const table = await readLetterTable(ports.records, deadlineMs, sealKeysOf(config));
  const unknown = new Set(ids);
  const meant = table.letters.filter(({ id }) => unknown.delete(id));
  if (unknown.size > 0) {
    return refusedCommand([...unknown].map((id) => `No letter that waits has the id ${id}.`));
  }

  const letters = meant.map(({ id, code }) => ({ id, code }));
  const data = { reason, letters };
  const operation = { type: 'tenant-keys.discarded', invocationId, data } as const;
  const tombstones = letters.map(({ id }) => ({ key: id, value: null }));
  const again = <T>(call: () => Promise<T>) =>
    withRetries(call, ports, config.provisioning.retry, deadlineMs);
  await again(() => ports.announceOperation(operation, deadlineMs));
  await again(() => ports.topics.publish(KEY_DEAD_LETTERS, tombstones, deadlineMs)).catch(
    (cause: unknown) => {
      throw new Error(HALF_DONE, { cause });
    },
  );
  return { discarded: letters.map(({ id }) => id) };
}

const HALF_DONE =
  'The letters may be discarded or not, as the topic did not answer: list them, and discard the rest.';
