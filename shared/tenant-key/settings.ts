import type { RetryPolicy } from './decide.ts';
import type { MarkerKeys } from './marker.ts';

/** What provisioning is told once, at start. */
export type ProvisioningSettings = {
  readonly markerKeys: MarkerKeys;
  readonly retry: RetryPolicy;
  /** Kept back from a message's time, so that its outcome can still be announced or parked. */
  readonly settleMs: number;
};
