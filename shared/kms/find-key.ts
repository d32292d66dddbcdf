import type { FoundKey, KeyAlias } from '../tenant-key/key.ts';
import type { TencentApi } from '../tencent/call.ts';
import { searchKeys } from './search-keys.ts';

/**
 * Finds the key with exactly this alias. If KMS lets go of the alias of a key that is scheduled for
 * deletion, two keys have it: the one that is not is then the alias's key.
 */
export async function findKey(
  api: TencentApi,
  alias: KeyAlias,
  deadlineMs: number,
): Promise<FoundKey | undefined> {
  let dying: FoundKey | undefined;
  const fits = (candidate: string) => candidate === alias;
  for await (const keys of searchKeys(api, alias, fits, deadlineMs)) {
    for (const key of keys) {
      if (key.keyState !== 'PendingDelete') return key;
      dying = key;
    }
  }
  return dying;
}
