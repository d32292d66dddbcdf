import { isoTimeMs } from '../tenant-key/time.ts';
import type { TopicRecord } from '../topics/topics.ts';
import type { InstanceReport } from './generated/instance-report.ts';
import { validateInstanceReport } from './generated/validate-instance-report.js';
import { reportKey } from './report-message.ts';

/**
 * The report that a record has. Undefined when it has none. Reports are not signed: nothing is decided by them, and
 * a forged one misleads nobody but who looks at it.
 */
export function readReport({
  key,
  value,
}: Pick<TopicRecord, 'key' | 'value'>): InstanceReport | undefined {
  try {
    const report: unknown = JSON.parse(String(value));
    return validateInstanceReport(report) && key === reportKey(report) ? report : undefined;
  } catch {
    return undefined; // It is not JSON.
  }
}

/**
 * Whether a report is so old that its instance has probably ended. One that is from the future is too: clocks
 * differ by less than that.
 *
 * @param nowMs The time of day, in milliseconds since 1970.
 */
export function isStale(
  { reportedAt }: Pick<InstanceReport, 'reportedAt'>,
  nowMs: number,
): boolean {
  return !(Math.abs(nowMs - isoTimeMs(reportedAt)) < STALE_MS);
}

/** An instance that works reports at least every five minutes. */
const STALE_MS = 900_000;
