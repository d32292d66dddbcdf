import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import { CAM_CODES } from './cam-codes.ts';
import { findPolicy } from './find-policy.ts';

/**
 * Deletes all of the policies or, when it refuses, none. One that a role has is refused here: the
 * vendor does not say what becomes of the role, and who detaches it first is right either way.
 */
export const deletePolicy = defineAction({
  name: 'DeletePolicy',
  parameters: { PolicyId: { type: 'integer[]', required: true } },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [...CAM_CODES, 'InvalidParameter.PolicyIdNotExist'],
  answer({ PolicyId: ids }, { state: { cam } }) {
    for (const id of ids) {
      const found = findPolicy(cam, id, undefined);
      if (!found.ok) return found;
      const role = [...cam.roles.values()].find(({ policyIds }) => policyIds.has(id));
      if (role !== undefined) {
        const message = `The role ${role.name} has the policy ${id}; detach it first.`;
        return refuse('ResourceInUse', message);
      }
    }
    for (const id of ids) cam.policies.delete(id);
    return { ok: true, response: {} };
  },
});
