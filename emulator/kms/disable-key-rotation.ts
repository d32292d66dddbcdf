import { defineAction } from '../api/define-action.ts';
import { openRegion, putKey } from '../state/kms.ts';
import { findKey } from './find-key.ts';
import { MEMBER_ACCOUNT } from './member-account.ts';

/** Has a key rotated no longer; a key that is not rotated stays so. */
export const disableKeyRotation = defineAction({
  name: 'DisableKeyRotation',
  parameters: { KeyId: { type: 'string', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'InternalError',
    'InvalidParameter',
    'InvalidParameterValue.InvalidKeyId',
    'ResourceUnavailable.CmkNotFound',
    'UnauthorizedOperation',
  ],
  answer({ KeyId }, cloud) {
    const region = openRegion(cloud);
    const found = findKey(region, KeyId);
    if (!found.ok) return found;
    const { rotation: _rotation, ...key } = found.key;
    putKey(region, key);
    return { ok: true, response: {} };
  },
});
