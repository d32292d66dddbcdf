import { isoTime } from '../tenant-key/time.ts';

/** How long ago a key may have been made to count as made lately. */
export const LATELY_MS = 30 * 24 * 3_600_000;

type Growth = {
  readonly used: number;
  readonly limit: number;
  /** Keys made within {@link LATELY_MS}. */
  readonly madeLately: number;
};

/**
 * The day in UTC on which the quota is full if keys go on being made at the same rate, such as
 * `2027-01-31`: today if it is full, none if it will not be within ten years.
 *
 * @param nowMs The time of day, in milliseconds since 1970.
 */
export function fullOn({ used, limit, madeLately }: Growth, nowMs: number): string | undefined {
  const room = Math.max(0, limit - used);
  const waitMs = room === 0 ? 0 : (room * LATELY_MS) / madeLately;
  return waitMs <= WAIT_MS_MAX ? isoTime(nowMs + waitMs).slice(0, 10) : undefined;
}

/** Further ahead, a rate of thirty days says nothing. */
const WAIT_MS_MAX = 3_650 * 24 * 3_600_000;
