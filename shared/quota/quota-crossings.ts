import type { Operation } from '../events/operation-event.ts';
import type { QuotaLevel } from './generated/quota-level.ts';

type QuotaReached = Operation & { readonly type: 'tenant-keys.quota-reached' };

type QuotaCrossings = {
  /** One for each level that was not reached before, the lowest first. */
  readonly reached: readonly QuotaReached[];
  /** How far the keys reach now; what the next crossings are told from. */
  readonly level: QuotaLevel;
};

/**
 * What there is to announce about the quota, when `last` is how far the keys reached before. That they
 * come below a level is not announced, but the next time that they reach it is a crossing of its own.
 */
export function quotaCrossings(last: QuotaLevel, used: number, limit: number): QuotaCrossings {
  const percent = percentOf(used, limit);
  const reached = PERCENTS.filter((each) => each > last.percent && each <= percent).map(
    (each, index): QuotaReached => ({
      type: 'tenant-keys.quota-reached',
      data: { percent: each, limit, crossing: last.crossing + index + 1 },
    }),
  );
  return { reached, level: { percent, crossing: last.crossing + reached.length, limit } };
}

/** In whole numbers, so that no rounding decides. A quota of no keys is always full. */
function percentOf(used: number, limit: number): QuotaLevel['percent'] {
  return [...PERCENTS].reverse().find((percent) => used * 100 >= limit * percent) ?? 0;
}

const PERCENTS = [80, 90, 100] as const;
