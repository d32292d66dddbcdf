import { defineAction } from '../api/define-action.ts';
import { changeState } from './change-state.ts';
import { MEMBER_ACCOUNT } from './member-account.ts';

/** Archives a key: it can then decrypt, but no longer encrypt. */
export const archiveKey = defineAction({
  name: 'ArchiveKey',
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
    'UnsupportedOperation.NotUserCreatedCmk',
    'UnsupportedOperation.ServiceTemporaryUnavailable',
  ],
  answer({ KeyId }, cloud) {
    return changeState(KeyId, cloud, { from: ['Enabled', 'Disabled'], to: 'Archived' });
  },
});
