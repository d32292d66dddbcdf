import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import type { DeadLetterPorts } from '../ports.ts';
import { fullOn, LATELY_MS } from '../quota/quota.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { DeadLetterSummary, QuotaReport } from './generated/dead-letters-command.ts';
import { trustOf } from './signature.ts';
import { readDeadLetterTable } from './table.ts';

/** Answers the state of the region's key quota. Only reads. Throws `ApiError`. */
export async function answerQuota(
  _: object,
  { reader, records, wallMs }: DeadLetterPorts,
  config: Config,
  { deadlineMs }: Invocation,
): Promise<QuotaReport> {
  const nowMs = wallMs();
  const [status, madeLately, { deadLetters, beyond }] = await Promise.all([
    reader.serviceStatus(deadlineMs),
    reader.countKeysSince((nowMs - LATELY_MS) / 1_000, deadlineMs),
    readDeadLetterTable(records, deadlineMs, trustOf(config)),
  ]);
  const { used, limit } = status;
  const isKnown = used !== undefined && limit !== undefined;
  const day = isKnown ? fullOn({ used, limit, madeLately }, nowMs) : undefined;
  return {
    ...status,
    waiting: deadLetters.filter(waitsForQuota).length,
    ...(beyond === 0 ? {} : { beyond }),
    madeLately,
    ...(day === undefined ? {} : { fullOn: day }),
  };
}

/** Whether only the quota keeps the request from its key. The code of a forged dead letter says nothing. */
function waitsForQuota({ state, code, isUnsealed }: DeadLetterSummary): boolean {
  return state === 'waiting' && isForQuota(code) && isUnsealed !== true;
}

function isForQuota(code = ''): boolean {
  return failureOf(code).cause === 'quota';
}
