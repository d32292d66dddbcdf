import { defineAction } from '../api/define-action.ts';
import { CAM_CODES } from './cam-codes.ts';
import { findPolicy } from './find-policy.ts';
import { findRole } from './find-role.ts';
import { POLICY_SELECTOR } from './policy-selector.ts';

/** Gives a role a policy; to give it again changes nothing. */
export const attachRolePolicy = defineAction({
  name: 'AttachRolePolicy',
  parameters: {
    ...POLICY_SELECTOR,
    AttachRoleId: { type: 'string' },
    AttachRoleName: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [...CAM_CODES, 'InvalidParameter.PolicyIdNotExist', 'InvalidParameter.RoleNotExist'],
  answer({ PolicyId, PolicyName, AttachRoleId, AttachRoleName }, { state: { cam } }) {
    const found = findRole(cam, AttachRoleId, AttachRoleName);
    if (!found.ok) return found;
    const policy = findPolicy(cam, PolicyId, PolicyName);
    if (!policy.ok) return policy;
    found.role.policyIds.add(policy.policy.id);
    return { ok: true, response: {} };
  },
});
