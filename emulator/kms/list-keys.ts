import { defineAction } from '../api/define-action.ts';
import type { KeyState } from '../state/kms.ts';
import { checkListing, listedKeys, pageOf } from './key-listing.ts';

/**
 * Lists ids of keys; those of keys that are archived or scheduled for deletion are left out.
 *
 * @see https://cloud.tencent.com/document/api/573/34415
 */
export const listKeys = defineAction({
  name: 'ListKeys',
  parameters: {
    Offset: { type: 'integer' },
    Limit: { type: 'integer' },
    Role: { type: 'integer' },
    HsmClusterId: { type: 'string' },
  },
  mutating: false,
  callsPerSecondMax: 50,
  codes: [
    'InternalError',
    'InvalidParameter',
    'InvalidParameterValue.InvalidHsmClusterId',
    'UnauthorizedOperation',
  ],
  answer(params, cloud) {
    const refusal = checkListing(params);
    if (refusal !== undefined) return refusal;
    const keys = listedKeys(params, cloud).filter(({ state }) => LISTED_STATES.includes(state));
    const Keys = pageOf(keys, params).map(({ id }) => ({ KeyId: id }));
    return { ok: true, response: { Keys, TotalCount: keys.length } };
  },
});

const LISTED_STATES: readonly KeyState[] = ['Enabled', 'Disabled', 'PendingImport'];
