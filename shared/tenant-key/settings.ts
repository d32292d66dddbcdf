import type { RetryPolicy } from './decide.ts';
import type { MarkerKeys } from './marker.ts';

/** What provisioning is told once, at start. */
export type ProvisioningSettings = {
  readonly markerKeys: MarkerKeys;
  readonly retry: RetryPolicy;
  /** Kept back from the time there is, so that outcomes can still be announced or parked. */
  readonly settleMs: number;
};

/** When attempts must have ended for the rest of the time to do for settling: never under two thirds. */
export function attemptsEndMs(
  { settleMs }: ProvisioningSettings,
  nowMs: number,
  deadlineMs: number,
): number {
  return deadlineMs - Math.min(settleMs, Math.max(0, deadlineMs - nowMs) / 3);
}
