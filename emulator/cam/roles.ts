import { beijingTime } from '../api/beijing-time.ts';
import { type Account, defineAction, refuse } from '../api/service.ts';
import type { JsonObject } from '../json/json.ts';
import type { CamRole } from '../state/cam.ts';
import { roleResourceName } from '../state/resource-names.ts';
import { checkTrust } from './documents.ts';
import { CAM_TAG, camPage, checkDescription, checkName, refuseTags } from './rules.ts';
import { findRole, ROLE_SELECTOR } from './selectors.ts';

/**
 * Creates a role without permissions. The vendor allows two of these calls a second; here there may
 * be more, so that a local cloud is ready quickly.
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

/** Ids of roles are numbers from 2^62, written as strings. */
function roleIdOf(uuid: string): string {
  return String(2n ** 62n + BigInt(`0x${uuid.slice(-12)}`));
}

/**
 * Deletes a role. A role with policies is refused. The vendor does not document that case; a caller
 * who detaches them first is correct either way.
 */
export const deleteRole = defineAction({
  name: 'DeleteRole',
  parameters: ROLE_SELECTOR,
  mutating: true,
  callsPerSecondMax: 100,
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

/** @see https://www.tencentcloud.com/document/product/598/33559 */
export const describeRoleList = defineAction({
  name: 'DescribeRoleList',
  parameters: {
    Page: { type: 'integer', required: true },
    Rp: { type: 'integer', required: true },
    Tags: { type: [CAM_TAG] },
  },
  mutating: false,
  callsPerSecondMax: 10,
  answer({ Page, Rp, Tags }, { state: { cam }, account }) {
    const refusal = refuseTags(Tags);
    if (refusal !== undefined) return refusal;
    const page = camPage([...cam.roles.values()], Page, Rp);
    if (!page.ok) return page;
    const List = page.rows.map((role) => roleInfo(role, account));
    return { ok: true, response: { List, TotalNum: cam.roles.size } };
  },
});

/** @see https://cloud.tencent.com/document/product/598/36221 */
export const getRole = defineAction({
  name: 'GetRole',
  parameters: ROLE_SELECTOR,
  mutating: false,
  callsPerSecondMax: 100,
  answer({ RoleId, RoleName }, { state, account }) {
    const found = findRole(state.cam, RoleId, RoleName);
    if (!found.ok) return found;
    return { ok: true, response: { RoleInfo: roleInfo(found.role, account) } };
  },
});

/** Changes which principals may assume a role. */
export const updateAssumeRolePolicy = defineAction({
  name: 'UpdateAssumeRolePolicy',
  parameters: { PolicyDocument: { type: 'string', required: true }, ...ROLE_SELECTOR },
  mutating: true,
  callsPerSecondMax: 100,
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

export const updateRoleDescription = defineAction({
  name: 'UpdateRoleDescription',
  parameters: { Description: { type: 'string', required: true }, ...ROLE_SELECTOR },
  mutating: true,
  callsPerSecondMax: 100,
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

/** A role in CAM's answers. */
function roleInfo(role: CamRole, { uin }: Account): JsonObject {
  return {
    RoleId: role.roleId,
    RoleName: role.name,
    PolicyDocument: role.trust,
    Description: role.description,
    AddTime: beijingTime(role.addTimeMs),
    UpdateTime: beijingTime(role.modTimeMs),
    ConsoleLogin: 0,
    RoleType: 'user',
    RoleArn: roleResourceName(uin, role.name),
  };
}
