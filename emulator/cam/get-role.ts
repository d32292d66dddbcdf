import { defineAction } from '../api/define-action.ts';
import { CAM_CODES } from './cam-codes.ts';
import { findRole } from './find-role.ts';
import { roleInfo } from './role-info.ts';
import { ROLE_SELECTOR } from './role-selector.ts';

/** @see https://cloud.tencent.com/document/product/598/36221 */
export const getRole = defineAction({
  name: 'GetRole',
  parameters: ROLE_SELECTOR,
  mutating: false,
  callsPerSecondMax: 100,
  codes: [...CAM_CODES, 'InvalidParameter.RoleNotExist'],
  answer({ RoleId, RoleName }, { state, account }) {
    const found = findRole(state.cam, RoleId, RoleName);
    if (!found.ok) return found;
    return { ok: true, response: { RoleInfo: roleInfo(found.role, account) } };
  },
});
