import type { ServiceStatus } from '../kms/key-reader.ts';

/** Keys that may still be made in the region; `Infinity` when KMS does not tell. */
export function headroomOf({ used, limit }: ServiceStatus): number {
  if (used === undefined || limit === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(0, limit - used);
}
