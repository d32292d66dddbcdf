import { type CallCloud, ifPresent, readAllPages } from '../calls/calls.ts';
import type { FoundOf } from '../state/found.ts';
import { grantMark } from './ownership.ts';
import { documentFields } from './policy.ts';
import { type Fields, type ResourceHandler, readEach } from './resource-handler.ts';

/**
 * The roles of functions. Each has its own policy and no other: any other policy is detached, since it
 * would allow a function more than the file declares.
 *
 * @see https://cloud.tencent.com/document/product/583/32389 (roles of functions)
 */
export const role: ResourceHandler<'role'> = {
  desired: ({ functions }) =>
    new Map(
      functions.map(({ role: { name } }) => [name, { name, trust: TRUST, policy: name }] as const),
    ),

  read: ({ roles }, { call }) => readEach(roles, (name) => readRole(name, call)),

  foundFields: ({ trust, policies }) => fieldsOf(trust, policies),
  desiredFields: (desired) => fieldsOf(desired.trust, [desired.policy]),

  apply: async ({ name, trust, policy }, found, { fields }, { call, application }) => {
    const attached = new Set(found?.policies);
    if (found === undefined) {
      const mark = { Description: grantMark(application) };
      const params = { RoleName: name, PolicyDocument: trust, ...mark };
      await call('cam', 'CreateRole', params);
    } else if (fields.some((field) => field.name !== POLICIES)) {
      await call('cam', 'UpdateAssumeRolePolicy', { RoleName: name, PolicyDocument: trust });
    }
    if (!attached.has(policy)) {
      await call('cam', 'AttachRolePolicy', { AttachRoleName: name, PolicyName: policy });
    }
    for (const other of attached) {
      if (other === policy) continue;
      await call('cam', 'DetachRolePolicy', { DetachRoleName: name, PolicyName: other });
    }
  },

  remove: async (name, { policies }, { call }) => {
    for (const attached of policies) {
      await call('cam', 'DetachRolePolicy', { DetachRoleName: name, PolicyName: attached });
    }
    await call('cam', 'DeleteRole', { RoleName: name });
  },
};

/** A role with the names of its policies; undefined if it does not exist. */
export async function readRole(
  RoleName: string,
  call: CallCloud,
): Promise<FoundOf['role'] | undefined> {
  const answer = await ifPresent(call('cam', 'GetRole', { RoleName }));
  if (answer?.RoleInfo === undefined) return undefined;
  let page = 0;
  const attached = await readAllPages(async () => {
    page += 1;
    const params = { RoleName, Page: page, Rp: PAGE_ROWS };
    const list = await ifPresent(call('cam', 'ListAttachedRolePolicies', params));
    return { rows: list?.List ?? [], total: list?.TotalNum ?? 0 };
  });
  const policies = attached.map(({ PolicyName = '' }) => PolicyName);
  const { PolicyDocument: trust = '', Description: description } = answer.RoleInfo;
  return { description, trust, policies };
}

const PAGE_ROWS = 200;

/** Only the platform of functions may assume the role. */
export const TRUST = JSON.stringify({
  version: '2.0',
  statement: [
    {
      action: 'name/sts:AssumeRole',
      effect: 'allow',
      principal: { service: ['scf.qcloud.com'] },
    },
  ],
});

const POLICIES = 'policies';

function fieldsOf(trust: string, policies: readonly string[]): Fields {
  return new Map([...documentFields(trust), [POLICIES, [...policies].sort().join(', ')]]);
}
