import { defineAction, refuse } from '../api/service.ts';
import type { JsonObject } from '../json/json.ts';
import type { CamPolicy } from '../state/cam.ts';
import { PRESET_POLICIES } from './preset-policies.ts';
import { camPage } from './rules.ts';
import { findAnyPolicy, findRole, POLICY_SELECTOR, ROLE_SELECTOR } from './selectors.ts';

/** Attaches a policy to a role; attaching it again changes nothing. */
export const attachRolePolicy = defineAction({
  name: 'AttachRolePolicy',
  parameters: {
    ...POLICY_SELECTOR,
    AttachRoleId: { type: 'string' },
    AttachRoleName: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ PolicyId, PolicyName, AttachRoleId, AttachRoleName }, { state: { cam } }) {
    const found = findRole(cam, AttachRoleId, AttachRoleName);
    if (!found.ok) return found;
    const policy = findAnyPolicy(cam, PolicyId, PolicyName);
    if (!policy.ok) return policy;
    found.role.policyIds.add(policy.policy.id);
    return { ok: true, response: {} };
  },
});

/** Detaches a policy from a role; detaching one that is not attached changes nothing. */
export const detachRolePolicy = defineAction({
  name: 'DetachRolePolicy',
  parameters: {
    ...POLICY_SELECTOR,
    DetachRoleId: { type: 'string' },
    DetachRoleName: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ PolicyId, PolicyName, DetachRoleId, DetachRoleName }, { state: { cam } }) {
    const found = findRole(cam, DetachRoleId, DetachRoleName);
    if (!found.ok) return found;
    const policy = findAnyPolicy(cam, PolicyId, PolicyName);
    if (!policy.ok) return policy;
    found.role.policyIds.delete(policy.policy.id);
    return { ok: true, response: {} };
  },
});

export const listAttachedRolePolicies = defineAction({
  name: 'ListAttachedRolePolicies',
  parameters: {
    Page: { type: 'integer', required: true },
    Rp: { type: 'integer', required: true },
    ...ROLE_SELECTOR,
    PolicyType: { type: 'string' },
    Keyword: { type: 'string' },
  },
  mutating: false,
  callsPerSecondMax: 100,
  answer({ Page, Rp, RoleId, RoleName, PolicyType, Keyword = '' }, { state: { cam } }) {
    if (!['User', 'QCS', undefined].includes(PolicyType)) {
      return refuse('InvalidParameter.ParamError', 'PolicyType must be User or QCS.');
    }
    const found = findRole(cam, RoleId, RoleName);
    if (!found.ok) return found;
    const own = PolicyType === 'QCS' ? [] : [...cam.policies.values()];
    const preset = PolicyType === 'User' ? [] : PRESET_POLICIES;
    const policies = [...own, ...preset].filter(
      ({ id, name }) => found.role.policyIds.has(id) && name.includes(Keyword),
    );
    const page = camPage(policies, Page, Rp);
    if (!page.ok) return page;
    const List = page.rows.map(rowOf);
    return { ok: true, response: { List, TotalNum: policies.length } };
  },
});

function rowOf(policy: CamPolicy): JsonObject {
  const { id, name, description } = policy;
  return {
    PolicyId: id,
    PolicyName: name,
    PolicyType: PRESET_POLICIES.includes(policy) ? 'QCS' : 'User',
    CreateMode: 2,
    Deactived: 0,
    DeactivedDetail: [],
    Description: description,
  };
}
