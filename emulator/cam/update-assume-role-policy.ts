import { defineAction } from '../api/define-action.ts';
import { CAM_CODES, DOCUMENT_CODES } from './cam-codes.ts';
import { checkTrust } from './check-trust.ts';
import { findRole } from './find-role.ts';
import { ROLE_SELECTOR } from './role-selector.ts';

/** Says anew who may take a role. */
export const updateAssumeRolePolicy = defineAction({
  name: 'UpdateAssumeRolePolicy',
  parameters: { PolicyDocument: { type: 'string', required: true }, ...ROLE_SELECTOR },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [...CAM_CODES, ...DOCUMENT_CODES, 'InvalidParameter.RoleNotExist'],
  answer({ PolicyDocument, RoleId, RoleName }, { state, nowMs }) {
    const found = findRole(state.cam, RoleId, RoleName);
    if (!found.ok) return found;
    const refusal = checkTrust(PolicyDocument);
    if (refusal !== undefined) return refusal;
    found.role.trust = PolicyDocument;
    found.role.modTimeMs = nowMs;
    return { ok: true, response: {} };
  },
});
