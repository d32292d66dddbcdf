import { beijingTime } from '../api/beijing-time.ts';
import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import type { Json } from '../api/service.ts';
import type { CamPolicy, CamState } from '../state/cam.ts';
import { CAM_CODES } from './cam-codes.ts';
import { camPage } from './cam-page.ts';

const PAGE_MAX = 200;

/**
 * Lists policies. The local cloud has none that the vendor made. A keyword is looked for anywhere
 * in the name, so that who looks for one name must compare it.
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
  codes: [...CAM_CODES, 'InvalidParameter.ScopeError'],
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

function rowOf({ id, name, addTimeMs, modTimeMs, description }: CamPolicy, cam: CamState): Json {
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
