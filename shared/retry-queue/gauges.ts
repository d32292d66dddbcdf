import type { ServiceStatus } from '../kms/keys.ts';
import { countsOf } from '../operator-command.ts';
import { isInFlight, type QueueEntry } from './entries.ts';

/** The state of the retry queue and of the key quota, as fields of a log line. Alarms are set on them. */
export type HealGauges = {
  /** Those that wait, and those of them that are on their way. */
  readonly waiting: number;
  readonly inFlight: number;
  readonly oldestWaitingS?: number;
  /** Those that wait by code, the most first. */
  readonly causes?: Readonly<Record<string, number>>;
  /** Those that a person must look at, with those that did not fit into memory. */
  readonly parked: number;
  readonly oldestParkedS?: number;
  readonly used?: number;
  readonly limit?: number;
  readonly usedPercent?: number;
};

/**
 * The gauges before a run sends anything.
 *
 * @param beyond How many dead letters are left out, in whole or in part.
 * @param nowMs The time of day, in milliseconds since 1970.
 * @param isBlocked What waits for a tenant that is blocked waits because somebody wants it to, however old it is.
 */
export function healGauges(
  entries: Iterable<QueueEntry>,
  beyond: number,
  status: ServiceStatus,
  nowMs: number,
  isBlocked: (tenant: string) => boolean,
): HealGauges {
  const all = [...entries];
  const waiting = all.filter(({ isWaiting }) => isWaiting);
  const parked = all.filter(({ isWaiting }) => !isWaiting);
  return {
    waiting: waiting.length,
    inFlight: waiting.filter((entry) => isInFlight(entry, nowMs)).length,
    ...ageS(
      'oldestWaitingS',
      waiting.filter(({ tenant }) => !isBlocked(tenant)),
      nowMs,
    ),
    ...(waiting.length === 0 ? {} : { causes: causeCounts(waiting) }),
    parked: parked.length + beyond,
    ...ageS('oldestParkedS', parked, nowMs),
    ...quotaGauges(status),
  };
}

/** The first ones by their numbers, and the rest together. */
function causeCounts(waiting: readonly QueueEntry[]): Readonly<Record<string, number>> {
  const counts = Object.entries(countsOf(waiting.map(({ cause }) => cause)));
  const sorted = counts.sort(([, one], [, other]) => other - one);
  const named = sorted.slice(0, CAUSES_MAX);
  const others = waiting.length - named.reduce((total, [, count]) => total + count, 0);
  return Object.fromEntries(others === 0 ? named : [...named, ['others', others]]);
}

const CAUSES_MAX = 20;

/** Of the oldest. A date that does not exist, as a forged dead letter may have, has no age. */
function ageS<Name extends string>(
  name: Name,
  entries: readonly QueueEntry[],
  nowMs: number,
): { readonly [_ in Name]?: number } {
  const oldestMs = entries.reduce(
    (oldest, { firstSeenMs }) => (firstSeenMs < oldest ? firstSeenMs : oldest),
    Number.POSITIVE_INFINITY,
  );
  if (!Number.isFinite(oldestMs)) return {};
  const age: Record<string, number> = {
    [name]: Math.max(0, Math.floor((nowMs - oldestMs) / 1_000)),
  };
  return age as { readonly [_ in Name]?: number };
}

function quotaGauges(status: ServiceStatus): Pick<HealGauges, 'used' | 'limit' | 'usedPercent'> {
  const { used, limit } = status;
  if (used === undefined || !limit) return status;
  return { ...status, usedPercent: Math.floor((100 * used) / limit) };
}
