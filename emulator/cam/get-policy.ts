import { beijingTime } from '../api/beijing-time.ts';
import { defineAction } from '../api/define-action.ts';
import { CAM_CODES } from './cam-codes.ts';
import { findPolicy } from './find-policy.ts';

export const getPolicy = defineAction({
  name: 'GetPolicy',
  parameters: { PolicyId: { type: 'integer', required: true } },
  mutating: false,
  callsPerSecondMax: 100,
  codes: [...CAM_CODES, 'InvalidParameter.PolicyIdNotExist'],
  answer({ PolicyId }, { state }) {
    const found = findPolicy(state.cam, PolicyId, undefined);
    if (!found.ok) return found;
    const { name, description, addTimeMs, modTimeMs, document } = found.policy;
    return {
      ok: true,
      response: {
        PolicyName: name,
        Description: description,
        Type: 1,
        AddTime: beijingTime(addTimeMs),
        UpdateTime: beijingTime(modTimeMs),
        PolicyDocument: document,
        IsServiceLinkedRolePolicy: 0,
        Tags: [],
      },
    };
  },
});
