import type { OwnKey, SeenKey } from './seen-key.ts';

/**
 * Of our keys with one alias, the one that counts: one that serves before one that does not, one that
 * is there before one that is being deleted, and then the oldest.
 */
export function leadingKeys(keys: readonly OwnKey[]): ReadonlyMap<string, OwnKey> {
  const leading = new Map<string, OwnKey>();
  for (const key of keys) {
    const rival = leading.get(key.alias);
    if (rival === undefined || precedes(key, rival)) leading.set(key.alias, key);
  }
  return leading;
}

/** A key whose material the tenant brings is as it should be while it waits for it. */
export function isServing({ keyState, origin }: SeenKey): boolean {
  return keyState === 'Enabled' || (keyState === 'PendingImport' && origin !== 'TENCENT_KMS');
}

function precedes(key: OwnKey, rival: OwnKey): boolean {
  const lead =
    standingOf(key) - standingOf(rival) ||
    rival.createTimeS - key.createTimeS ||
    (key.keyId < rival.keyId ? 1 : -1);
  return lead > 0;
}

function standingOf(key: OwnKey): number {
  if (isServing(key)) return 2;
  return key.keyState === 'PendingDelete' ? 0 : 1;
}
