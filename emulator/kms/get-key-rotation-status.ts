import { defineAction } from '../api/define-action.ts';
import { openRegion } from '../state/kms.ts';
import { findKey } from './find-key.ts';
import { MEMBER_ACCOUNT } from './member-account.ts';

/** Tells whether a key is rotated. */
export const getKeyRotationStatus = defineAction({
  name: 'GetKeyRotationStatus',
  parameters: { KeyId: { type: 'string', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: false,
  callsPerSecondMax: 100,
  codes: [
    'InternalError',
    'InvalidParameter',
    'InvalidParameterValue.InvalidKeyId',
    'ResourceUnavailable.CmkNotFound',
    'UnauthorizedOperation',
  ],
  answer({ KeyId }, cloud) {
    const found = findKey(openRegion(cloud), KeyId);
    if (!found.ok) return found;
    return { ok: true, response: { KeyRotationEnabled: found.key.rotation !== undefined } };
  },
});
