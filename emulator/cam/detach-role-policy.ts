import { defineAction } from '../api/define-action.ts';
import { CAM_CODES } from './cam-codes.ts';
import { findPolicy } from './find-policy.ts';
import { findRole } from './find-role.ts';
import { POLICY_SELECTOR } from './policy-selector.ts';

/** Takes a policy from a role; to take one that it does not have changes nothing. */
export const detachRolePolicy = defineAction({
  name: 'DetachRolePolicy',
  parameters: {
    ...POLICY_SELECTOR,
    DetachRoleId: { type: 'string' },
    DetachRoleName: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [...CAM_CODES, 'InvalidParameter.PolicyIdNotExist', 'InvalidParameter.RoleNotExist'],
  answer({ PolicyId, PolicyName, DetachRoleId, DetachRoleName }, { state: { cam } }) {
    const found = findRole(cam, DetachRoleId, DetachRoleName);
    if (!found.ok) return found;
    const policy = findPolicy(cam, PolicyId, PolicyName);
    if (!policy.ok) return policy;
    found.role.policyIds.delete(policy.policy.id);
    return { ok: true, response: {} };
  },
});
