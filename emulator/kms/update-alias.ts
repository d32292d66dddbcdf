import { defineAction } from '../api/define-action.ts';
import { openRegion, putKey } from '../state/kms.ts';
import { checkAlias, checkAliasIsFree } from './alias.ts';
import { MEMBER_ACCOUNT } from './member-account.ts';
import { renamable } from './renamable.ts';

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
