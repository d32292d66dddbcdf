import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import type { Json } from '../api/service.ts';
import { openRegion } from '../state/kms.ts';
import { findKey } from './find-key.ts';
import { keyMetadata } from './key-metadata.ts';
import { MEMBER_ACCOUNT } from './member-account.ts';

/** Describes keys in the order in which they were asked for. One bad id fails the whole call. */
export const describeKeys = defineAction({
  name: 'DescribeKeys',
  parameters: { KeyIds: { type: 'string[]', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: false,
  callsPerSecondMax: 100,
  codes: [
    'InternalError',
    'InvalidParameter',
    'InvalidParameterValue.DuplicatedKeyId',
    'InvalidParameterValue.InvalidKeyId',
    'ResourceUnavailable.CmkNotFound',
    'UnauthorizedOperation',
  ],
  answer({ KeyIds }, cloud) {
    if (KeyIds.length < 1 || KeyIds.length > IDS_MAX) {
      return refuse('InvalidParameter', `KeyIds must have 1 to ${IDS_MAX} ids.`);
    }
    if (new Set(KeyIds).size < KeyIds.length) {
      return refuse('InvalidParameterValue.DuplicatedKeyId', 'An id occurs twice in KeyIds.');
    }
    const region = openRegion(cloud);
    const KeyMetadatas: Json[] = [];
    for (const keyId of KeyIds) {
      const found = findKey(region, keyId);
      if (!found.ok) return found;
      KeyMetadatas.push(keyMetadata(found.key, cloud.account, cloud.nowMs));
    }
    return { ok: true, response: { KeyMetadatas } };
  },
});

const IDS_MAX = 100;
