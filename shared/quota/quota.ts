import type { Operation } from '../events/operation-event.ts';
import type { ServiceStatus } from '../kms/keys.ts';
import type { CloudPorts } from '../ports.ts';
import { isoTime } from '../tenant-key/time.ts';
import { KEY_QUOTA, type TopicReader } from '../topics/topics.ts';
import type { QuotaLevel } from './generated/quota-level.ts';
import { validateQuotaLevel } from './generated/validate-quota-level.js';

/** How many keys may still be created in the region; `Infinity` when KMS does not say. */
export function headroomOf({ used, limit }: ServiceStatus): number {
  if (used === undefined || limit === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(0, limit - used);
}

/** The period over which the growth of the number of keys is measured. */
export const LATELY_MS = 30 * 24 * 3_600_000;

type Growth = {
  readonly used: number;
  readonly limit: number;
  /** Keys created within {@link LATELY_MS}. */
  readonly madeLately: number;
};

/**
 * The day in UTC on which the quota will be full at the present rate, such as `2027-01-31`: today if it
 * is full already, undefined if it will not be full within ten years.
 *
 * @param nowMs The time of day, in milliseconds since 1970.
 */
export function fullOn({ used, limit, madeLately }: Growth, nowMs: number): string | undefined {
  const room = Math.max(0, limit - used);
  const waitMs = room === 0 ? 0 : (room * LATELY_MS) / madeLately;
  return waitMs <= WAIT_MS_MAX ? isoTime(nowMs + waitMs).slice(0, 10) : undefined;
}

/** The growth of thirty days says nothing about a time further ahead. */
const WAIT_MS_MAX = 3_650 * 24 * 3_600_000;

/**
 * Publishes that the keys of the region reached 80, 90 or 100 % of their quota, once for each crossing.
 * Publishes nothing when KMS does not say. Throws the `ApiError`s of reading and writing topics.
 *
 * A record on the topic `key-quota` has the level that the keys reached last. It is written after the
 * events, so that a run that is interrupted between them repeats its events, byte for byte, instead of
 * losing them.
 */
export async function publishCrossings(
  { used, limit }: ServiceStatus,
  {
    records,
    topics,
    publishOperation,
  }: Pick<CloudPorts, 'records' | 'topics' | 'publishOperation'>,
  region: string,
  deadlineMs: number,
): Promise<void> {
  if (used === undefined || limit === undefined) return;
  const found = await readLevel(records, region, deadlineMs);
  const last = found ?? { percent: 0, crossing: 0, limit };
  const { reached, level } = quotaCrossings(last, used, limit);
  for (const operation of reached) await publishOperation(operation, deadlineMs);
  if (level.percent === last.percent && level.limit === last.limit) return;
  await topics.publish(KEY_QUOTA, [{ key: region, value: JSON.stringify(level) }], deadlineMs);
}

/**
 * The region's last record. One of another program counts as none, whatever was there before it: the topic
 * is compacted, and forgets that.
 */
async function readLevel(
  records: TopicReader,
  region: string,
  deadlineMs: number,
): Promise<QuotaLevel | undefined> {
  let last: QuotaLevel | undefined;
  await records.readAll(
    KEY_QUOTA,
    (page) => {
      for (const { key, value } of page) {
        if (key === region) last = levelOf(value);
      }
    },
    deadlineMs,
  );
  return last;
}

function levelOf(value: string | null): QuotaLevel | undefined {
  try {
    const level: unknown = JSON.parse(value ?? 'null');
    return validateQuotaLevel(level) ? level : undefined;
  } catch {
    return undefined; // Another program wrote it.
  }
}

type QuotaReached = Operation & { readonly type: 'tenant-keys.quota-reached' };

type QuotaCrossings = {
  /** One for each level that was not reached before, the lowest first. */
  readonly reached: readonly QuotaReached[];
  /** The level that the keys reach now, with which the next crossings are compared. */
  readonly level: QuotaLevel;
};

/**
 * The crossings to publish when the keys reached the level `last` before. Falling below a level is not
 * published, but reaching it again is a crossing of its own.
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

/** Compares integers, so that no rounding decides. A quota of no keys is always full. */
function percentOf(used: number, limit: number): QuotaLevel['percent'] {
  return [...PERCENTS].reverse().find((percent) => used * 100 >= limit * percent) ?? 0;
}

const PERCENTS = [80, 90, 100] as const;
