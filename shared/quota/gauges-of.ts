import { countsOf } from '../dead-letters/counts-of.ts';
import type { LetterTable } from '../dead-letters/letter-table.ts';
import type { ResumeAnswer } from '../dead-letters/operator-command.ts';
import type { ServiceStatus } from '../kms/key-reader.ts';
import type { LogFields } from '../log.ts';
import { isoTimeMs } from '../tenant-key/time.ts';

/**
 * How quota and letters stand after a run of the quota lane: what alarms go by.
 *
 * @param table As it was before the run.
 * @param nowMs The time of day, in milliseconds since 1970.
 */
export function gaugesOf(
  { used, limit }: ServiceStatus,
  { letters, beyond }: LetterTable,
  { results, waiting, stoppedBy }: ResumeAnswer,
  nowMs: number,
): LogFields {
  const done = results.filter(({ outcome }) => outcome === 'provisioned' || outcome === 'rejected');
  const settled = new Set(done.map(({ id }) => id));
  const left = letters.filter(({ id }) => !settled.has(id));
  return {
    letters: results.length === 0 ? undefined : countsOf(results.map(({ outcome }) => outcome)),
    stoppedBy,
    parked: left.length + beyond,
    oldestParkedS: left[0] === undefined ? undefined : ageS(left[0].firstSeenAt, nowMs),
    waiting,
    used,
    limit,
    usedPercent: used === undefined || !limit ? undefined : Math.floor((100 * used) / limit),
  };
}

/** Undefined for a day that there is not: somebody else may have written the letter. */
function ageS(firstSeenAt: string, nowMs: number): number | undefined {
  const seconds = Math.floor((nowMs - isoTimeMs(firstSeenAt)) / 1_000);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
