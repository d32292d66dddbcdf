import { defineAction } from '../api/define-action.ts';
import { openRegion } from '../state/kms.ts';
import { findKey } from './find-key.ts';
import { keyMetadata } from './key-metadata.ts';
import { MEMBER_ACCOUNT } from './member-account.ts';

/**
 * Describes a key, whatever its state.
 *
 * @see https://cloud.tencent.com/document/api/573/34428
 */
export const describeKey = defineAction({
  name: 'DescribeKey',
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
    const { account, nowMs } = cloud;
    return { ok: true, response: { KeyMetadata: keyMetadata(found.key, account, nowMs) } };
  },
});
