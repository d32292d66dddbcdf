import { readLetterTable } from '../dead-letters/letter-table.ts';
import type { QuotaReport } from '../dead-letters/operator-command.ts';
import type { OperatorPorts } from '../ports.ts';
import type { MarkerKeys } from '../tenant-key/marker.ts';
import { fullOn, LATELY_MS } from './full-on.ts';
import { waitsForQuota } from './waits-for-quota.ts';

/**
 * Tells how the key quota of the region stands. Only reads. Throws `ApiError`.
 *
 * @param sealKeys Any of them must have sealed a letter that counts; undefined takes any letter.
 */
export async function reportQuota(
  ports: OperatorPorts,
  deadlineMs: number,
  sealKeys?: MarkerKeys,
): Promise<QuotaReport> {
  const { reader, records, wallMs } = ports;
  const nowMs = wallMs();
  const [status, madeLately, { letters }] = await Promise.all([
    reader.serviceStatus(deadlineMs),
    reader.countKeysSince((nowMs - LATELY_MS) / 1_000, deadlineMs),
    readLetterTable(records, deadlineMs, sealKeys),
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
