import { refuse } from '../api/refuse.ts';
import type { Cloud, Refusal } from '../api/service.ts';
import { type Cmk, openRegion } from '../state/kms.ts';
import { checkCluster } from './hsm-clusters.ts';

/** The part of the parameters that both lists of keys have. */
type ListingParams = {
  readonly Offset?: number;
  readonly Limit?: number;
  readonly Role?: number;
  readonly HsmClusterId?: string;
};

/** Refuses what neither list of keys takes. */
export function checkListing(params: ListingParams): Refusal | undefined {
  const { Offset = 0, Limit = LIMIT_DEFAULT, Role = 0, HsmClusterId = '' } = params;
  if (Offset < 0) return refuse('InvalidParameter', 'Offset must be at least 0.');
  if (Limit < 1 || Limit > LIMIT_MAX) {
    return refuse('InvalidParameter', `Limit must be from 1 to ${LIMIT_MAX}.`);
  }
  if (Role !== 0 && Role !== 1) return refuse('InvalidParameter', 'Role must be 0 or 1.');
  return HsmClusterId === SHARED_CLUSTER ? undefined : checkCluster(HsmClusterId);
}

/**
 * The keys that a list may show, the youngest first. Those of cloud products (`Role` 1) there are
 * none; keys younger than the switch `listStaleMs` are left out.
 */
export function listedKeys(params: ListingParams, cloud: Cloud): readonly Cmk[] {
  const { Role = 0, HsmClusterId = '' } = params;
  if (Role === 1) return [];
  const { nowMs, switches } = cloud;
  const clusterId = HsmClusterId === SHARED_CLUSTER ? '' : HsmClusterId;
  const keys = [...openRegion(cloud).keys.values()].filter(
    (key) =>
      nowMs - key.createTimeMs >= switches.listStaleMs &&
      (HsmClusterId === '' || key.hsmClusterId === clusterId),
  );
  return keys.reverse();
}

/** One page of a list. */
export function pageOf<T>(rows: readonly T[], params: ListingParams): readonly T[] {
  const { Offset = 0, Limit = LIMIT_DEFAULT } = params;
  return rows.slice(Offset, Offset + Limit);
}

const LIMIT_DEFAULT = 10;
const LIMIT_MAX = 200;

/** Names the cluster that all accounts share; no cluster at all means every cluster. */
const SHARED_CLUSTER = 'default';
