import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import { CAM_CODES } from './cam-codes.ts';
import { findRole } from './find-role.ts';
import { ROLE_SELECTOR } from './role-selector.ts';

/**
 * Deletes a role. One that still has a policy is refused here: the vendor does not say what becomes
 * of the policy, and who takes it away first is right either way.
 */
export const deleteRole = defineAction({
  name: 'DeleteRole',
  parameters: ROLE_SELECTOR,
  mutating: true,
  callsPerSecondMax: 100,
  codes: [...CAM_CODES, 'InvalidParameter.RoleNotExist'],
  answer({ RoleId, RoleName }, { state: { cam } }) {
    const found = findRole(cam, RoleId, RoleName);
    if (!found.ok) return found;
    const { name, policyIds } = found.role;
    if (policyIds.size > 0) {
      return refuse('ResourceInUse', `The role ${name} has policies; detach them first.`);
    }
    cam.roles.delete(name);
    return { ok: true, response: {} };
  },
});
