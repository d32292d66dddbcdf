import type { KeyReader } from '../kms/keys.ts';
import { LATELY_MS } from '../quota/quota.ts';
import { ApiError } from '../tenant-key/api-error.ts';

/** How many keys were made lately, as an instance remembers it. */
export type KeyGrowth = {
  /** Undefined when KMS does not say by the deadline. */
  readonly read: (
    reader: KeyReader,
    nowMs: number,
    deadlineMs: number,
  ) => Promise<{ readonly madeLately: number; readonly atMs: number } | undefined>;
};

/** Counts at most once in ten minutes: it takes a call for 200 keys, and somebody may look every few seconds. */
export function keyGrowth(): KeyGrowth {
  let last: { readonly madeLately: number; readonly atMs: number } | undefined;
  return {
    read: async (reader, nowMs, deadlineMs) => {
      if (last !== undefined && Math.abs(nowMs - last.atMs) < GROWTH_MS) return last;
      try {
        const madeLately = await reader.countKeysSince((nowMs - LATELY_MS) / 1_000, deadlineMs);
        last = { madeLately, atMs: nowMs };
        return last;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return undefined;
      }
    },
  };
}

const GROWTH_MS = 600_000;
