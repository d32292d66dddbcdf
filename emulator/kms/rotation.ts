import { defineAction, type Refusal, refuse } from '../api/service.ts';
import { type Cmk, currentRegion, putKey } from '../state/kms.ts';
import { findKey, MEMBER_ACCOUNT } from './keys.ts';
import { stateRefusal } from './lifecycle.ts';

/** Disables the rotation of a key; a key without rotation stays unchanged. */
export const disableKeyRotation = defineAction({
  name: 'DisableKeyRotation',
  parameters: { KeyId: { type: 'string', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ KeyId }, cloud) {
    const region = currentRegion(cloud);
    const found = findKey(region, KeyId);
    if (!found.ok) return found;
    const { rotation: _rotation, ...key } = found.key;
    putKey(region, key);
    return { ok: true, response: {} };
  },
});

/** Enables the rotation of a symmetric key with material from KMS, by default once a year. */
export const enableKeyRotation = defineAction({
  name: 'EnableKeyRotation',
  parameters: {
    KeyId: { type: 'string', required: true },
    RotateDays: { type: 'integer' },
    MemberAccount: MEMBER_ACCOUNT,
  },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ KeyId, RotateDays = 365 }, cloud) {
    if (RotateDays < 7 || RotateDays > 365) {
      return refuse('InvalidParameterValue', 'RotateDays must be from 7 to 365.');
    }
    const region = currentRegion(cloud);
    const found = findKey(region, KeyId);
    if (!found.ok) return found;
    const refusal = checkRotatable(found.key);
    if (refusal !== undefined) return refusal;
    const enabledAtS = Math.floor(cloud.nowMs / 1_000);
    putKey(region, { ...found.key, rotation: { enabledAtS, days: RotateDays } });
    return { ok: true, response: {} };
  },
});

function checkRotatable(key: Cmk): Refusal | undefined {
  if (key.origin === 'EXTERNAL') {
    return refuse(
      'UnsupportedOperation.ExternalCmkCanNotRotate',
      'A key with imported material cannot be rotated.',
    );
  }
  if (key.keyUsage !== 'ENCRYPT_DECRYPT') {
    return refuse('InvalidParameter', 'Only a key for ENCRYPT_DECRYPT can be rotated.');
  }
  return stateRefusal('EnableKeyRotation', key);
}

/** Answers whether rotation is enabled. */
export const getKeyRotationStatus = defineAction({
  name: 'GetKeyRotationStatus',
  parameters: { KeyId: { type: 'string', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: false,
  callsPerSecondMax: 100,
  answer({ KeyId }, cloud) {
    const found = findKey(currentRegion(cloud), KeyId);
    if (!found.ok) return found;
    return { ok: true, response: { KeyRotationEnabled: found.key.rotation !== undefined } };
  },
});
