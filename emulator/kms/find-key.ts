import { refuse } from '../api/refuse.ts';
import type { Refusal } from '../api/service.ts';
import type { Cmk, KmsRegion } from '../state/kms.ts';

/** Finds a key by its id. */
export function findKey(
  region: KmsRegion,
  keyId: string,
): { readonly ok: true; readonly key: Cmk } | Refusal {
  if (!KEY_ID.test(keyId)) {
    return refuse('InvalidParameterValue.InvalidKeyId', 'KeyId is malformed; it must be a UUID.');
  }
  const key = region.keys.get(keyId);
  if (key === undefined) {
    return refuse('ResourceUnavailable.CmkNotFound', `There is no key ${keyId} in this region.`);
  }
  return { ok: true, key };
}

const KEY_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
