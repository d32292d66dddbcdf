import { keyResourceName } from './resource-names.ts';
import type { TagState } from './tag.ts';

/** The part of a cloud that a region depends on. */
type KmsView = {
  readonly region: string;
  readonly nowMs: number;
  readonly account: { readonly uin: string };
  readonly state: {
    readonly kms: ReadonlyMap<string, KmsRegion>;
    readonly tags: Pick<TagState, 'resources'>;
  };
};

/**
 * The region's state now, after applying the changes that have become due. A new region is not
 * stored, so that reading leaves no trace.
 */
export function currentRegion(cloud: KmsView, name: string = cloud.region): KmsRegion {
  const region = cloud.state.kms.get(name) ?? emptyKmsRegion();
  const nowS = Math.floor(cloud.nowMs / 1_000);
  for (const [keyId, dueTimeS] of [...region.dueTimesS]) {
    const key = region.keys.get(keyId);
    if (key !== undefined && dueTimeS <= nowS) applyDueChange(key, region, cloud, name);
  }
  return region;
}

function applyDueChange(
  key: Cmk,
  region: KmsRegion,
  { state, account }: KmsView,
  name: string,
): void {
  if (key.state !== 'PendingDelete') {
    putKey(region, { ...key, state: 'PendingImport' });
    return;
  }
  removeKey(region, key);
  state.tags.resources.delete(keyResourceName({ uin: account.uin, region: name, keyId: key.id }));
}

/** The keys of the account in one region. */
export type KmsRegion = {
  /** By id, in the order of creation. */
  readonly keys: Map<string, Cmk>;
  /**
   * Ids of keys by alias in lower case. There are several ids if aliases differ in case, or if a
   * key that is scheduled for deletion released its alias.
   */
  readonly idsByAlias: Map<string, readonly string[]>;
  /** When a key changes without a call (see {@link Cmk}), in seconds since 1970, by id. */
  readonly dueTimesS: Map<string, number>;
  /** By import token. */
  readonly imports: Map<string, KeyImport>;
};

export type KeyState = 'Enabled' | 'Disabled' | 'PendingDelete' | 'PendingImport' | 'Archived';

/** A customer master key. Records are replaced, never mutated. */
export type Cmk = {
  readonly id: string;
  readonly alias: string;
  readonly description: string;
  readonly keyUsage: string;
  readonly origin: 'TENCENT_KMS' | 'EXTERNAL';
  /** Empty for the cluster that all accounts share. */
  readonly hsmClusterId: string;
  readonly createTimeMs: number;
  readonly state: KeyState;
  /** Seconds since 1970. A key in the state PendingDelete is deleted then. */
  readonly deletionDateS: number;
  readonly rotation?: { readonly enabledAtS: number; readonly days: number };
  readonly material?: KeyMaterial;
};

/** The material that was imported into an EXTERNAL key. */
type KeyMaterial = {
  /**
   * The only trace of the material that is stored; it suffices to accept the same material again.
   */
  readonly sha256: string;
  /** Seconds since 1970. An enabled key becomes PendingImport then. 0 means never. */
  readonly validToS: number;
};

/** The parameters that GetParametersForImport returned. */
export type KeyImport = {
  readonly keyId: string;
  readonly wrappingAlgorithm: string;
  readonly validToS: number;
};

function emptyKmsRegion(): KmsRegion {
  return { keys: new Map(), idsByAlias: new Map(), dueTimesS: new Map(), imports: new Map() };
}

/** Adds a key, or replaces the key with the same id. */
export function putKey(region: KmsRegion, key: Cmk): void {
  const before = region.keys.get(key.id);
  if (before?.alias !== key.alias) {
    if (before !== undefined) forgetAlias(region, before);
    const ids = region.idsByAlias.get(key.alias.toLowerCase()) ?? [];
    region.idsByAlias.set(key.alias.toLowerCase(), [...ids, key.id]);
  }
  region.keys.set(key.id, key);
  const dueTimeS = dueTimeOf(key);
  if (dueTimeS === 0) region.dueTimesS.delete(key.id);
  else region.dueTimesS.set(key.id, dueTimeS);
}

function removeKey(region: KmsRegion, key: Cmk): void {
  forgetAlias(region, key);
  region.keys.delete(key.id);
  region.dueTimesS.delete(key.id);
}

/**
 * The number of keys that count towards the quota. Keys scheduled for deletion do not count.
 *
 * @see https://cloud.tencent.com/document/product/1030/42220 (how many CMKs an account may have)
 */
export function countKeys({ keys, dueTimesS }: KmsRegion): number {
  let count = keys.size;
  for (const id of dueTimesS.keys()) {
    if (keys.get(id)?.state === 'PendingDelete') count -= 1;
  }
  return count;
}

function forgetAlias(region: KmsRegion, { id, alias }: Cmk): void {
  const folded = alias.toLowerCase();
  const ids = (region.idsByAlias.get(folded) ?? []).filter((other) => other !== id);
  if (ids.length === 0) region.idsByAlias.delete(folded);
  else region.idsByAlias.set(folded, ids);
}

function dueTimeOf({ state, deletionDateS, material }: Cmk): number {
  if (state === 'PendingDelete') return deletionDateS;
  return state === 'Enabled' ? (material?.validToS ?? 0) : 0;
}
