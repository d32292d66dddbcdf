import { defineAction, refuse } from '../api/service.ts';
import { type KmsRegion, openRegion, putKey } from '../state/kms.ts';
import { checkAlias, checkAliasIsFree, checkDescription } from './create-key.ts';
import { findKey, MEMBER_ACCOUNT } from './keys.ts';

/** Gives a key another alias; a key that is scheduled for deletion keeps its own. */
export const updateAlias = defineAction({
  name: 'UpdateAlias',
  parameters: {
    Alias: { type: 'string', required: true },
    KeyId: { type: 'string', required: true },
    MemberAccount: MEMBER_ACCOUNT,
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'InternalError',
    'InvalidParameter',
    'InvalidParameterValue.AliasAlreadyExists',
    'InvalidParameterValue.InvalidAlias',
    'InvalidParameterValue.InvalidKeyId',
    'ResourceUnavailable.CmkNotFound',
    'UnauthorizedOperation',
    'UnsupportedOperation.ServiceTemporaryUnavailable',
  ],
  answer({ Alias, KeyId }, cloud) {
    const region = openRegion(cloud);
    const found = renamable(region, KeyId);
    if (!found.ok) return found;
    const refusal = checkAlias(Alias) ?? checkAliasIsFree(Alias, region, cloud.switches, KeyId);
    if (refusal !== undefined) return refusal;
    putKey(region, { ...found.key, alias: Alias });
    return { ok: true, response: {} };
  },
});

/** Gives a key another description; a key that is scheduled for deletion keeps its own. */
export const updateKeyDescription = defineAction({
  name: 'UpdateKeyDescription',
  parameters: {
    Description: { type: 'string', required: true },
    KeyId: { type: 'string', required: true },
    MemberAccount: MEMBER_ACCOUNT,
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'InternalError',
    'InvalidParameter',
    'InvalidParameterValue.InvalidKeyId',
    'ResourceUnavailable.CmkNotFound',
    'UnauthorizedOperation',
    'UnsupportedOperation.ServiceTemporaryUnavailable',
  ],
  answer({ Description, KeyId }, cloud) {
    const region = openRegion(cloud);
    const found = renamable(region, KeyId);
    if (!found.ok) return found;
    const refusal = checkDescription(Description);
    if (refusal !== undefined) return refusal;
    putKey(region, { ...found.key, description: Description });
    return { ok: true, response: {} };
  },
});

/**
 * Finds a key whose alias and description may change: one that is not scheduled for deletion. The
 * vendor forbids that without naming a code of its own for it, so that a common one stands in.
 */
export function renamable(region: KmsRegion, keyId: string): ReturnType<typeof findKey> {
  const found = findKey(region, keyId);
  if (!found.ok || found.key.state !== 'PendingDelete') return found;
  return refuse('ResourceUnavailable', 'The key is PendingDelete; call CancelKeyDeletion first.');
}
