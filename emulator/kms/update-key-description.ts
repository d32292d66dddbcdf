import { defineAction } from '../api/define-action.ts';
import { openRegion, putKey } from '../state/kms.ts';
import { checkDescription } from './description.ts';
import { MEMBER_ACCOUNT } from './member-account.ts';
import { renamable } from './renamable.ts';

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
