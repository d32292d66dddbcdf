import { beijingTime } from '../api/beijing-time.ts';
import { defineAction, refuse } from '../api/service.ts';
import type { JsonObject } from '../json/json.ts';
import type { CamPolicy, CamState } from '../state/cam.ts';
import { parsePolicy } from './documents.ts';
import { CAM_TAG, camPage, checkDescription, checkName, refuseTags } from './rules.ts';
import { findPolicy, POLICY_SELECTOR } from './selectors.ts';

export const createPolicy = defineAction({
  name: 'CreatePolicy',
  parameters: {
    PolicyName: { type: 'string', required: true },
    PolicyDocument: { type: 'string', required: true },
    Description: { type: 'string' },
    Tags: { type: [CAM_TAG] },
  },
  mutating: true,
  callsPerSecondMax: 10,
  answer(params, { state: { cam }, nowMs }) {
    const { PolicyName: name, PolicyDocument: document, Description: description = '' } = params;
    const refusal = checkName('Policy', name, description) ?? refuseTags(params.Tags);
    if (refusal !== undefined) return refusal;
    const parsed = parsePolicy(document);
    if (!parsed.ok) return parsed;
    if (findPolicy(cam, undefined, name).ok) {
      return refuse('FailedOperation.PolicyNameInUse', `There is a policy ${name} already.`);
    }
    const { statements } = parsed;
    const id = cam.nextPolicyId;
    cam.nextPolicyId += 1;
    const times = { addTimeMs: nowMs, modTimeMs: nowMs };
    cam.policies.set(id, { id, name, ...times, description, document, statements });
    return { ok: true, response: { PolicyId: id } };
  },
});

/**
 * Deletes all of the policies or, when it refuses, none. A policy that is attached to a role is
 * refused. The vendor does not document that case; a caller who detaches it first is correct either
 * way.
 */
export const deletePolicy = defineAction({
  name: 'DeletePolicy',
  parameters: { PolicyId: { type: 'integer[]', required: true } },
  mutating: true,
  callsPerSecondMax: 100,
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

/** Describes a policy; only this action has a code of its own for an unknown one. */
export const getPolicy = defineAction({
  name: 'GetPolicy',
  parameters: { PolicyId: { type: 'integer', required: true } },
  mutating: false,
  callsPerSecondMax: 100,
  answer({ PolicyId }, { state }) {
    const policy = state.cam.policies.get(PolicyId);
    if (policy === undefined) {
      const message = `There is no policy ${PolicyId}.`;
      return refuse('ResourceNotFound.PolicyIdNotFound', message);
    }
    const { name, description, addTimeMs, modTimeMs, document } = policy;
    return {
      ok: true,
      response: {
        PolicyName: name,
        Description: description,
        Type: 1,
        AddTime: beijingTime(addTimeMs),
        UpdateTime: beijingTime(modTimeMs),
        PolicyDocument: document,
        IsServiceLinkedRolePolicy: 0,
        Tags: [],
      },
    };
  },
});

const PAGE_MAX = 200;

/**
 * Lists policies of the account. Preset policies are not listed here. The keyword matches anywhere in a name,
 * so a caller who looks for one name must compare it.
 */
export const listPolicies = defineAction({
  name: 'ListPolicies',
  parameters: {
    Rp: { type: 'integer' },
    Page: { type: 'integer' },
    Scope: { type: 'string' },
    Keyword: { type: 'string' },
  },
  mutating: false,
  callsPerSecondMax: 100,
  answer({ Rp = 20, Page = 1, Scope = 'All', Keyword = '' }, { state: { cam } }) {
    if (!['All', 'QCS', 'Local'].includes(Scope)) {
      return refuse('InvalidParameter.ScopeError', 'Scope must be All, QCS or Local.');
    }
    if (Page > PAGE_MAX) {
      return refuse('InvalidParameter.ParamError', `Page must be from 1 to ${PAGE_MAX}.`);
    }
    const own = Scope === 'QCS' ? [] : [...cam.policies.values()];
    const policies = own.filter(({ name }) => name.includes(Keyword));
    const page = camPage(policies, Page, Rp);
    if (!page.ok) return page;
    const List = page.rows.map((policy) => rowOf(policy, cam));
    return { ok: true, response: { TotalNum: policies.length, List, ServiceTypeList: [] } };
  },
});

function rowOf(
  { id, name, addTimeMs, modTimeMs, description }: CamPolicy,
  cam: CamState,
): JsonObject {
  const roles = [...cam.roles.values()].filter(({ policyIds }) => policyIds.has(id));
  return {
    PolicyId: id,
    PolicyName: name,
    AddTime: beijingTime(addTimeMs),
    UpdateTime: beijingTime(modTimeMs),
    Type: 1,
    Description: description,
    CreateMode: 2,
    Attachments: roles.length,
  };
}

/** Changes the document or the description of a policy; what is omitted stays unchanged. */
export const updatePolicy = defineAction({
  name: 'UpdatePolicy',
  parameters: {
    ...POLICY_SELECTOR,
    Description: { type: 'string' },
    PolicyDocument: { type: 'string' },
    Alias: { type: 'string' },
  },
  mutating: true,
  callsPerSecondMax: 100,
  answer({ PolicyId, PolicyName, ...change }, { state, nowMs }) {
    const found = findPolicy(state.cam, PolicyId, PolicyName);
    if (!found.ok) return found;
    const { policy } = found;
    if (change.Alias !== undefined) {
      return refuse('InvalidParameter.ParamError', 'Only preset policies have an Alias.');
    }
    const { Description: description = policy.description } = change;
    const { PolicyDocument: document = policy.document } = change;
    const refusal = checkDescription(description);
    if (refusal !== undefined) return refusal;
    const parsed = parsePolicy(document);
    if (!parsed.ok) return parsed;
    const { statements } = parsed;
    Object.assign(policy, { description, document, statements, modTimeMs: nowMs });
    // The vendor answers the id only to callers that gave the name.
    return { ok: true, response: PolicyName === undefined ? {} : { PolicyId: policy.id } };
  },
});
