import type { Invocation } from '../../shared/invocation.ts';
import type { Clock } from '../../shared/tenant-key/ports.ts';
import { type CallCounter, measureStats } from '../../shared/tencent/call-stats.ts';

type Options = Partial<Pick<Invocation, 'id' | 'log'>> & {
  /** Counts all calls of the invocation; by default they are not counted. */
  readonly counter?: CallCounter;
};

/** An invocation of a function with this deadline. */
export function invocationBy(
  { nowMs }: Pick<Clock, 'nowMs'>,
  deadlineMs: number,
  { id = 'invocation-1', log = () => {}, counter }: Options = {},
): Invocation {
  return { deadlineMs, id, log, stats: (own = counter) => measureStats(nowMs, own, id) };
}
