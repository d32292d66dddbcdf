import { refuse } from '../api/refuse.ts';
import type { Answer, Cloud, Refusal } from '../api/service.ts';
import { type Cmk, type KeyState, openRegion, putKey } from '../state/kms.ts';
import { findKey } from './find-key.ts';

/** Moves a key to another state. A key that is there already may be moved again if `from` says so. */
export function changeState(
  keyId: string,
  cloud: Cloud,
  { from, to }: { readonly from: readonly KeyState[]; readonly to: KeyState },
): Answer {
  const region = openRegion(cloud);
  const found = findKey(region, keyId);
  if (!found.ok) return found;
  if (!from.includes(found.key.state)) return refuseState(found.key, from);
  putKey(region, { ...found.key, state: to });
  return { ok: true, response: {} };
}

/** Refuses what a key of this state does not support. */
export function refuseState({ state }: Cmk, supported: readonly KeyState[]): Refusal {
  return refuse(
    'ResourceUnavailable.CmkStateNotSupport',
    `The key is ${state}; this call needs a key that is ${supported.join(' or ')}.`,
  );
}
