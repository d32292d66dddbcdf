import { type Answer, type Cloud, defineAction, type Refusal, refuse } from '../api/service.ts';
import { type Cmk, currentRegion, type KeyState, putKey } from '../state/kms.ts';
import { findKey, MEMBER_ACCOUNT } from './keys.ts';

/** Archives a key, which can then decrypt, but not encrypt. */
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

/** Cancels the archiving of a key, which is then enabled. */
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

/**
 * Cancels the deletion of a key, which is then disabled. A key without material becomes
 * PendingImport instead, because it could get no material while disabled. If another key has the
 * same alias by now (switch `aliasHeldWhilePendingDelete`), both have it, because the vendor has no
 * code to refuse that.
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
    const region = currentRegion(cloud);
    const found = findKey(region, KeyId);
    if (!found.ok) return found;
    const { key } = found;
    if (key.state !== 'PendingDelete') {
      return refuse(
        'ResourceUnavailable.CmkNotPendingDelete',
        `The key is ${key.state}; this call requires a key that is PendingDelete.`,
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

/** Disables an enabled key; a disabled key stays disabled. */
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

/** Enables a disabled key; an enabled key stays enabled. */
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

/**
 * Schedules the deletion of a key, which must be disabled or have no material yet.
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
    const region = currentRegion(cloud);
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

/** Changes the state of a key. `from` may contain `to`, so that repeating the call succeeds. */
function changeState(
  keyId: string,
  cloud: Cloud,
  { from, to }: { readonly from: readonly KeyState[]; readonly to: KeyState },
): Answer {
  const region = currentRegion(cloud);
  const found = findKey(region, keyId);
  if (!found.ok) return found;
  if (!from.includes(found.key.state)) return refuseState(found.key, from);
  putKey(region, { ...found.key, state: to });
  return { ok: true, response: {} };
}

/** Refuses a call that does not support the state of the key. */
export function refuseState({ state }: Cmk, supported: readonly KeyState[]): Refusal {
  return refuse(
    'ResourceUnavailable.CmkStateNotSupport',
    `The key is ${state}; this call needs a key that is ${supported.join(' or ')}.`,
  );
}
