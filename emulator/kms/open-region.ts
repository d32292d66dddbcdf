import { keyResourceName } from '../tag/resource-name.ts';
import type { TagState } from '../tag/tag-state.ts';
import { type Cmk, emptyKmsRegion, type KmsRegion, putKey, removeKey } from './kms-region.ts';

/** The cloud at the time of a call. */
type Now = {
  readonly region: string;
  readonly nowMs: number;
  readonly account: { readonly uin: string };
  readonly state: {
    readonly kms: ReadonlyMap<string, KmsRegion>;
    readonly tags: Pick<TagState, 'resources'>;
  };
};

/**
 * A region as it is now: what became due since the last call has happened. It is not stored when
 * it is new, so that reading leaves no trace.
 */
export function openRegion(cloud: Now, name: string = cloud.region): KmsRegion {
  const region = cloud.state.kms.get(name) ?? emptyKmsRegion();
  const nowS = Math.floor(cloud.nowMs / 1_000);
  for (const [keyId, dueTimeS] of [...region.dueTimesS]) {
    const key = region.keys.get(keyId);
    if (key !== undefined && dueTimeS <= nowS) comeDue(key, region, cloud, name);
  }
  return region;
}

function comeDue(key: Cmk, region: KmsRegion, { state, account }: Now, name: string): void {
  if (key.state !== 'PendingDelete') {
    putKey(region, { ...key, state: 'PendingImport' });
    return;
  }
  removeKey(region, key);
  state.tags.resources.delete(keyResourceName({ uin: account.uin, region: name, keyId: key.id }));
}
