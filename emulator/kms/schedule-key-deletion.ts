import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import type { Refusal } from '../api/service.ts';
import { type Cmk, openRegion, putKey } from '../state/kms.ts';
import { refuseState } from './change-state.ts';
import { findKey } from './find-key.ts';
import { MEMBER_ACCOUNT } from './member-account.ts';

/**
 * Schedules the deletion of a key, which must be disabled first, or never have had material.
 *
 * @see https://cloud.tencent.com/document/product/1030/32780
 */
export const scheduleKeyDeletion = defineAction({
  name: 'ScheduleKeyDeletion',
  parameters: {
    KeyId: { type: 'string', required: true },
    PendingWindowInDays: { type: 'integer', required: true },
    MemberAccount: MEMBER_ACCOUNT,
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    'FailedOperation.CmkUsedByCloudProduct',
    'InternalError',
    'InvalidParameter.InvalidPendingWindowInDays',
    'InvalidParameterValue.InvalidKeyId',
    'ResourceUnavailable.CmkNotFound',
    'ResourceUnavailable.CmkShouldBeDisabled',
    'ResourceUnavailable.CmkStateNotSupport',
    'UnauthorizedOperation',
    'UnsupportedOperation.ServiceTemporaryUnavailable',
  ],
  answer({ KeyId, PendingWindowInDays }, cloud) {
    if (PendingWindowInDays < 7 || PendingWindowInDays > 30) {
      return refuse(
        'InvalidParameter.InvalidPendingWindowInDays',
        'PendingWindowInDays must be from 7 to 30.',
      );
    }
    const region = openRegion(cloud);
    const found = findKey(region, KeyId);
    if (!found.ok) return found;
    const refusal = checkState(found.key);
    if (refusal !== undefined) return refusal;
    const deletionDateS = Math.floor(cloud.nowMs / 1_000) + PendingWindowInDays * 86_400;
    putKey(region, { ...found.key, state: 'PendingDelete', deletionDateS });
    return { ok: true, response: { DeletionDate: deletionDateS, KeyId } };
  },
});

function checkState(key: Cmk): Refusal | undefined {
  if (key.state === 'Disabled' || key.state === 'PendingImport') return undefined;
  if (key.state !== 'Enabled') return refuseState(key, ['Disabled', 'PendingImport']);
  return refuse(
    'ResourceUnavailable.CmkShouldBeDisabled',
    'The key is Enabled; call DisableKey before its deletion.',
  );
}
