import { refuse } from '../api/refuse.ts';
import type { Refusal } from '../api/service.ts';

/** The account's own HSM clusters, in every region. */
export const HSM_CLUSTERS = [
  { HsmClusterId: 'cluster-local-1', HsmClusterName: 'local cluster 1' },
] as const;

/** Refuses a cluster that the account does not have; no cluster at all is good. */
export function checkCluster(hsmClusterId: string): Refusal | undefined {
  if (hsmClusterId === '') return undefined;
  if (HSM_CLUSTERS.some(({ HsmClusterId }) => HsmClusterId === hsmClusterId)) return undefined;
  return refuse(
    'InvalidParameterValue.InvalidHsmClusterId',
    `There is no HSM cluster ${hsmClusterId}; leave HsmClusterId out for the shared one.`,
  );
}
