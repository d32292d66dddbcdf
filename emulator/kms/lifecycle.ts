import { type Answer, type Cloud, defineAction, type Refusal, refuse } from '../api/service.ts';
import type { JsonObject } from '../json/json.ts';
import { type Cmk, currentRegion, type KeyState, putKey } from '../state/kms.ts';
import { findKey, MEMBER_ACCOUNT } from './keys.ts';

/** Archives a key, which can then decrypt, but not encrypt. */
export const archiveKey = defineAction({
  name: 'ArchiveKey',
  parameters: { KeyId: { type: 'string', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ KeyId }, cloud) {
    return changeKey('ArchiveKey', KeyId, cloud);
  },
});

/** Cancels the archiving of a key, which is then enabled. */
export const cancelKeyArchive = defineAction({
  name: 'CancelKeyArchive',
  parameters: { KeyId: { type: 'string', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ KeyId }, cloud) {
    return changeKey('CancelKeyArchive', KeyId, cloud);
  },
});

/**
 * Cancels the deletion of a key, which is then disabled, or PendingImport without material. If
 * another key has the same alias by now (switch `aliasHeldWhilePendingDelete`), both have it,
 * because the vendor has no code to refuse that.
 *
 * @see https://cloud.tencent.com/document/product/1030/32780
 */
export const cancelKeyDeletion = defineAction({
  name: 'CancelKeyDeletion',
  parameters: { KeyId: { type: 'string', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ KeyId }, cloud) {
    return changeKey('CancelKeyDeletion', KeyId, cloud, { deletionDateS: 0 }, { KeyId });
  },
});

/** Disables an enabled key; a disabled key stays disabled. */
export const disableKey = defineAction({
  name: 'DisableKey',
  parameters: { KeyId: { type: 'string', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ KeyId }, cloud) {
    return changeKey('DisableKey', KeyId, cloud);
  },
});

/** Enables a disabled key; an enabled key stays enabled. */
export const enableKey = defineAction({
  name: 'EnableKey',
  parameters: { KeyId: { type: 'string', required: true }, MemberAccount: MEMBER_ACCOUNT },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ KeyId }, cloud) {
    return changeKey('EnableKey', KeyId, cloud);
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
  answer({ KeyId, PendingWindowInDays }, cloud) {
    if (PendingWindowInDays < 7 || PendingWindowInDays > 30) {
      return refuse(
        'InvalidParameter.InvalidPendingWindowInDays',
        'PendingWindowInDays must be from 7 to 30.',
      );
    }
    const deletionDateS = Math.floor(cloud.nowMs / 1_000) + PendingWindowInDays * 86_400;
    const response = { DeletionDate: deletionDateS, KeyId };
    return changeKey('ScheduleKeyDeletion', KeyId, cloud, { deletionDateS }, response);
  },
});

/** Changes the state of a key and, with `more`, other fields of it. */
function changeKey(
  action: StateAction,
  keyId: string,
  cloud: Cloud,
  more: Partial<Cmk> = {},
  response: JsonObject = {},
): Answer {
  const region = currentRegion(cloud);
  const found = findKey(region, keyId);
  if (!found.ok) return found;
  const refusal = stateRefusal(action, found.key);
  if (refusal !== undefined) return refusal;
  putKey(region, { ...keyAfter(action, found.key), ...more });
  return { ok: true, response };
}

/** The states of a key that an action supports, and the state that it leads to. */
type StateChange = {
  /** They may include `to`, so that the call can be repeated. */
  readonly from: readonly KeyState[];
  /** Absent when the state stays as it is. */
  readonly to?: KeyState;
  /** The new state of a key without material, if that is another one. */
  readonly toWithoutMaterial?: KeyState;
  /** The code for a key in another state. */
  readonly otherwise: StateCode;
  /** The code for an enabled key, if that is another one. */
  readonly ifEnabled?: StateCode;
};

/** The codes for a key in the wrong state, with the end of their messages. */
const STATE_CODES = {
  'ResourceUnavailable.CmkStateNotSupport': ({ from }: StateChange) =>
    `; this call needs a key that is ${from.join(' or ')}.`,
  'ResourceUnavailable.CmkNotPendingDelete': () =>
    '; only a key that is PendingDelete can be kept by this call.',
  'ResourceUnavailable.CmkShouldBeDisabled': () => '; call DisableKey before its deletion.',
  // The vendor documents no code for this refusal; this is a common one.
  ResourceUnavailable: () => '; call CancelKeyDeletion first.',
};

type StateCode = keyof typeof STATE_CODES;

/**
 * All actions that depend on the state of a key. The changes without a call are in `state/kms.ts`:
 * an enabled key becomes PendingImport when its material expires, and a key that is PendingDelete
 * is deleted at its deletion date.
 *
 * @see https://cloud.tencent.com/document/product/1030/32780 (deletion of keys)
 */
const STATE_CHANGES = {
  ArchiveKey: {
    from: ['Enabled', 'Disabled'],
    to: 'Archived',
    otherwise: 'ResourceUnavailable.CmkStateNotSupport',
  },
  CancelKeyArchive: {
    from: ['Archived'],
    to: 'Enabled',
    otherwise: 'ResourceUnavailable.CmkStateNotSupport',
  },
  CancelKeyDeletion: {
    from: ['PendingDelete'],
    to: 'Disabled',
    // It could get no material while disabled.
    toWithoutMaterial: 'PendingImport',
    otherwise: 'ResourceUnavailable.CmkNotPendingDelete',
  },
  DisableKey: {
    from: ['Enabled', 'Disabled'],
    to: 'Disabled',
    otherwise: 'ResourceUnavailable.CmkStateNotSupport',
  },
  EnableKey: {
    from: ['Enabled', 'Disabled'],
    to: 'Enabled',
    otherwise: 'ResourceUnavailable.CmkStateNotSupport',
  },
  EnableKeyRotation: {
    from: ['Enabled'],
    otherwise: 'ResourceUnavailable.CmkStateNotSupport',
  },
  ImportKeyMaterial: {
    from: ['Enabled', 'PendingImport'],
    to: 'Enabled',
    otherwise: 'ResourceUnavailable.CmkStateNotSupport',
  },
  ScheduleKeyDeletion: {
    from: ['Disabled', 'PendingImport'],
    to: 'PendingDelete',
    ifEnabled: 'ResourceUnavailable.CmkShouldBeDisabled',
    otherwise: 'ResourceUnavailable.CmkStateNotSupport',
  },
  UpdateAlias: {
    from: ['Enabled', 'Disabled', 'PendingImport', 'Archived'],
    otherwise: 'ResourceUnavailable',
  },
  UpdateKeyDescription: {
    from: ['Enabled', 'Disabled', 'PendingImport', 'Archived'],
    otherwise: 'ResourceUnavailable',
  },
} as const satisfies Record<string, StateChange>;

type StateAction = keyof typeof STATE_CHANGES;

/** Refuses a key in a state that the action does not support. */
export function stateRefusal(action: StateAction, { state }: Cmk): Refusal | undefined {
  const change: StateChange = STATE_CHANGES[action];
  if (change.from.includes(state)) return undefined;
  const { otherwise, ifEnabled = otherwise } = change;
  const code = state === 'Enabled' ? ifEnabled : otherwise;
  return refuse(code, `The key is ${state}${STATE_CODES[code](change)}`);
}

/** The key after an action that its state supports. */
export function keyAfter(action: StateAction, key: Cmk): Cmk {
  const { to = key.state, toWithoutMaterial = to }: StateChange = STATE_CHANGES[action];
  return { ...key, state: hasMaterial(key) ? to : toWithoutMaterial };
}

function hasMaterial({ origin, material }: Cmk): boolean {
  return origin === 'TENCENT_KMS' || material !== undefined;
}
