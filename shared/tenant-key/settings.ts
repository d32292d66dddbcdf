import type { MarkerSettings } from './marker.ts';
import type { RetryPolicy } from './retry.ts';

/** The settings of provisioning, read once when an instance starts. */
export type ProvisioningSettings = MarkerSettings & {
  readonly retry: RetryPolicy;
  /** Time that attempts leave over, so that outcomes can still be published or parked. */
  readonly settleMs: number;
  /** The most keys of one tenant. Undefined: no limit but the key quota of the account. */
  readonly keysPerTenantMax?: number | undefined;
};

/**
 * When attempts must end so that time is left for settling: `settleMs` before the deadline, or a third
 * of the time before it where that is less.
 */
export function attemptsEndMs(
  { settleMs }: ProvisioningSettings,
  nowMs: number,
  deadlineMs: number,
): number {
  return deadlineMs - Math.min(settleMs, Math.max(0, deadlineMs - nowMs) / 3);
}
