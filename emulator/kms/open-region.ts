import type { Cloud } from '../api/service.ts';
import { keyResourceName } from '../tag/resource-name.ts';
import { type Cmk, emptyKmsRegion, type KmsRegion, putKey, removeKey } from './kms-region.ts';

/**
 * A region as it is now: what became due since the last call has happened. It is not stored when
 * it is new, so that reading leaves no trace.
 */
export function openRegion(cloud: Cloud, name: string = cloud.region): KmsRegion {
  const region = cloud.state.kms.get(name) ?? emptyKmsRegion();
  const nowS = Math.floor(cloud.nowMs / 1_000);
  for (const [keyId, dueTimeS] of [...region.dueTimesS]) {
    const key = region.keys.get(keyId);
    if (key !== undefined && dueTimeS <= nowS) comeDue(key, region, cloud, name);
  }
  return region;
}

function comeDue(key: Cmk, region: KmsRegion, { state, account }: Cloud, name: string): void {
  if (key.state !== 'PendingDelete') {
    putKey(region, { ...key, state: 'PendingImport' });
    return;
  }
  removeKey(region, key);
  state.tags.resources.delete(keyResourceName({ uin: account.uin, region: name, keyId: key.id }));
}
