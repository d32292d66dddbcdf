import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import { type Cmk, openRegion, putKey } from '../state/kms.ts';
import { findKey } from './find-key.ts';
import { MEMBER_ACCOUNT } from './member-account.ts';

/**
 * Keeps a key that was scheduled for deletion. It is disabled then; a key that waited for its
 * material waits on, as it could not get any while it is disabled. Should another key have the alias
 * by now (switch `aliasHeldWhilePendingDelete`), both have it: the vendor has no code to refuse that.
 *
 * @see https://cloud.tencent.com/document/product/1030/32780
 */
export const cancelKeyDeletion = defineAction({
  name: 'CancelKeyDeletion',
  parameters: { KeyId: { type: 'string', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'InternalError',
    'InvalidParameterValue.InvalidKeyId',
    'ResourceUnavailable.CmkNotFound',
    'ResourceUnavailable.CmkNotPendingDelete',
    'UnauthorizedOperation',
    'UnsupportedOperation.ServiceTemporaryUnavailable',
  ],
  answer({ KeyId }, cloud) {
    const region = openRegion(cloud);
    const found = findKey(region, KeyId);
    if (!found.ok) return found;
    const { key } = found;
    if (key.state !== 'PendingDelete') {
      return refuse(
        'ResourceUnavailable.CmkNotPendingDelete',
        `The key is ${key.state}; only a key that is PendingDelete can be kept by this call.`,
      );
    }
    const state = hasMaterial(key) ? 'Disabled' : 'PendingImport';
    putKey(region, { ...key, state, deletionDateS: 0 });
    return { ok: true, response: { KeyId } };
  },
});

function hasMaterial({ origin, material }: Cmk): boolean {
  return origin === 'TENCENT_KMS' || material !== undefined;
}
