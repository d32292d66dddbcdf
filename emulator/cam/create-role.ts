import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import { CAM_CODES, DOCUMENT_CODES } from './cam-codes.ts';
import { CAM_TAG, refuseTags } from './cam-tag.ts';
import { checkName } from './check-name.ts';
import { checkTrust } from './check-trust.ts';

/**
 * Creates a role, which may do nothing yet. The vendor takes two of these calls a second; more are
 * taken here, so that a local cloud is ready at once.
 *
 * @see https://www.tencentcloud.com/document/product/598/33561
 */
export const createRole = defineAction({
  name: 'CreateRole',
  parameters: {
    RoleName: { type: 'string', required: true },
    PolicyDocument: { type: 'string', required: true },
    Description: { type: 'string' },
    ConsoleLogin: { type: 'integer' },
    SessionDuration: { type: 'integer' },
    Tags: { type: [CAM_TAG] },
  },
  mutating: true,
  callsPerSecondMax: 100,
  codes: [
    ...CAM_CODES,
    ...DOCUMENT_CODES,
    'InvalidParameter.DescriptionLengthOverlimit',
    'InvalidParameter.RoleNameError',
    'InvalidParameter.RoleNameInUse',
    'InvalidParameter.TagParamError',
  ],
  answer(params, { state: { cam }, newId, nowMs }) {
    const { RoleName: name, PolicyDocument: trust, Description: description = '' } = params;
    const refusal =
      checkName('Role', name, description) ?? checkTrust(trust) ?? refuseTags(params.Tags);
    if (refusal !== undefined) return refusal;
    if (cam.roles.has(name)) {
      return refuse('InvalidParameter.RoleNameInUse', `There is a role ${name} already.`);
    }
    const times = { addTimeMs: nowMs, modTimeMs: nowMs };
    const roleId = roleIdOf(newId());
    cam.roles.set(name, { name, roleId, ...times, description, trust, policyIds: new Set() });
    return { ok: true, response: { RoleId: roleId } };
  },
});

/** Ids of roles are numbers from 2^62 up, written as texts. */
function roleIdOf(uuid: string): string {
  return String(2n ** 62n + BigInt(`0x${uuid.slice(-12)}`));
}
