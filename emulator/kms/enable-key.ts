import { defineAction } from '../api/define-action.ts';
import { changeState } from './change-state.ts';
import { MEMBER_ACCOUNT } from './member-account.ts';

/** Enables a disabled key; one that is enabled stays so. */
export const enableKey = defineAction({
  name: 'EnableKey',
  parameters: { KeyId: { type: 'string', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'InternalError',
    'InvalidParameter',
    'InvalidParameterValue.InvalidKeyId',
    'ResourceUnavailable.CmkNotFound',
    'ResourceUnavailable.CmkStateNotSupport',
    'UnauthorizedOperation',
    'UnsupportedOperation.ServiceTemporaryUnavailable',
  ],
  answer({ KeyId }, cloud) {
    return changeState(KeyId, cloud, { from: ['Enabled', 'Disabled'], to: 'Enabled' });
  },
});
