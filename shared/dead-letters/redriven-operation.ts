import type { Operation } from '../events/operation-event.ts';
import { countsOf } from './counts-of.ts';
import type { Redriven } from './operator-command.ts';

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
