import { readLetterTable } from '../dead-letters/letter-table.ts';
import type { QuotaReport } from '../dead-letters/operator-command.ts';
import type { OperatorPorts } from '../operator-ports.ts';
import { fullOn, LATELY_MS } from './full-on.ts';
import { waitsForQuota } from './waits-for-quota.ts';

/** Tells how the key quota of the region stands. Only reads. Throws `ApiError`. */
export async function reportQuota(ports: OperatorPorts, deadlineMs: number): Promise<QuotaReport> {
  const { reader, records, wallMs } = ports;
  const nowMs = wallMs();
  const [status, madeLately, { letters }] = await Promise.all([
    reader.serviceStatus(deadlineMs),
    reader.countKeysSince((nowMs - LATELY_MS) / 1_000, deadlineMs),
    readLetterTable(records, deadlineMs),
  ]);
  const { used, limit } = status;
  const isTold = used !== undefined && limit !== undefined;
  const day = isTold ? fullOn({ used, limit, madeLately }, nowMs) : undefined;
  return {
    ...status,
    parked: letters.filter(waitsForQuota).length,
    madeLately,
    ...(day === undefined ? {} : { fullOn: day }),
  };
}
