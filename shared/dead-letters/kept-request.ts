import type { CloudPorts, RequestNames } from '../ports.ts';
import { rankOf } from '../request-status/status.ts';
import type { ReadStatus } from '../request-status/store.ts';
import type { DeadLetterSummary } from './generated/dead-letters-command.ts';
import type { Trust } from './signature.ts';
import { readDeadLetterTable } from './table.ts';

/**
 * Finds what the dead letters say of a request. Those that may be forged say nothing. One reading serves all who ask
 * before it begins, so that many who ask cost no more than one after the other.
 *
 * @param trust As in {@link readDeadLetterTable}.
 */
export function keptRequests(
  records: CloudPorts['records'],
  trust: Trust | undefined,
): CloudPorts['findKept'] {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<readonly DeadLetterSummary[]> | undefined;

  function reading(deadlineMs: number): Promise<readonly DeadLetterSummary[]> {
    next ??= last.then(async () => {
      next = undefined;
      const { deadLetters } = await readDeadLetterTable(records, deadlineMs, trust);
      return deadLetters;
    });
    last = next.catch(() => {});
    return next;
  }

  return async (names, deadlineMs) => {
    const deadLetters = await reading(deadlineMs);
    const statuses = deadLetters.flatMap((deadLetter) => statusOf(deadLetter, names));
    return statuses.sort((one, other) => (rankOf(one) < rankOf(other) ? -1 : 1))[0];
  };
}

function statusOf(deadLetter: DeadLetterSummary, names: RequestNames): readonly ReadStatus[] {
  const { id, state, code, attempts, redrives, identity, kmsRequestId, isUnsealed } = deadLetter;
  if (identity === undefined || !isOf(identity, names) || isUnsealed) return [];
  // Those of earlier releases have none, and it only compares requests.
  const { fingerprint = '' } = identity;
  return [
    {
      state,
      ...{ ...identity, fingerprint },
      ...{ attempts, redrives, deadLetterId: id },
      acceptedAt: deadLetter.firstSeenAt,
      updatedAt: deadLetter.lastSeenAt,
      failure: { code, problems: [], ...(kmsRequestId === undefined ? {} : { kmsRequestId }) },
    },
  ];
}

function isOf(identity: RequestNames, names: RequestNames): boolean {
  return (
    identity.tenantId === names.tenantId &&
    identity.externalTenantId === names.externalTenantId &&
    identity.requestId === names.requestId
  );
}
