import { defineAction } from '../api/define-action.ts';
import { changeState } from './change-state.ts';
import { MEMBER_ACCOUNT } from './member-account.ts';

/** Disables an enabled key; one that is disabled stays so. */
export const disableKey = defineAction({
  name: 'DisableKey',
  parameters: { KeyId: { type: 'string', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'FailedOperation.CmkUsedByCloudProduct',
    'InternalError',
    'InvalidParameter',
    'InvalidParameterValue.InvalidKeyId',
    'ResourceUnavailable.CmkNotFound',
    'ResourceUnavailable.CmkStateNotSupport',
    'UnauthorizedOperation',
    'UnsupportedOperation.ServiceTemporaryUnavailable',
  ],
  answer({ KeyId }, cloud) {
    return changeState(KeyId, cloud, { from: ['Enabled', 'Disabled'], to: 'Disabled' });
  },
});
