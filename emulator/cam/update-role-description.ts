import { defineAction } from '../api/define-action.ts';
import { CAM_CODES } from './cam-codes.ts';
import { checkDescription } from './check-name.ts';
import { findRole } from './find-role.ts';
import { ROLE_SELECTOR } from './role-selector.ts';

export const updateRoleDescription = defineAction({
  name: 'UpdateRoleDescription',
  parameters: { Description: { type: 'string', required: true }, ...ROLE_SELECTOR },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    ...CAM_CODES,
    'InvalidParameter.DescriptionLengthOverlimit',
    'InvalidParameter.RoleNotExist',
  ],
  answer({ Description, RoleId, RoleName }, { state, nowMs }) {
    const found = findRole(state.cam, RoleId, RoleName);
    if (!found.ok) return found;
    const refusal = checkDescription(Description);
    if (refusal !== undefined) return refusal;
    found.role.description = Description;
    found.role.modTimeMs = nowMs;
    return { ok: true, response: {} };
  },
});
