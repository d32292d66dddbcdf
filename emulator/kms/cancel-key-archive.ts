import { defineAction } from '../api/define-action.ts';
import { changeState } from './change-state.ts';
import { MEMBER_ACCOUNT } from './member-account.ts';

/** Takes a key out of the archive; it is enabled then. */
export const cancelKeyArchive = defineAction({
  name: 'CancelKeyArchive',
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
    'UnsupportedOperation.NotUserCreatedCmk',
    'UnsupportedOperation.ServiceTemporaryUnavailable',
  ],
  answer({ KeyId }, cloud) {
    return changeState(KeyId, cloud, { from: ['Archived'], to: 'Enabled' });
  },
});
