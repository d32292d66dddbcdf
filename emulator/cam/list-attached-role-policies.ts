import { defineAction } from '../api/define-action.ts';
import { refuse } from '../api/refuse.ts';
import type { Json } from '../api/service.ts';
import type { CamPolicy } from '../state/cam.ts';
import { CAM_CODES } from './cam-codes.ts';
import { camPage } from './cam-page.ts';
import { findRole } from './find-role.ts';
import { ROLE_SELECTOR } from './role-selector.ts';

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
  codes: [...CAM_CODES, 'InvalidParameter.RoleNotExist'],
  answer({ Page, Rp, RoleId, RoleName, PolicyType, Keyword = '' }, { state: { cam } }) {
    if (!['User', 'QCS', undefined].includes(PolicyType)) {
      return refuse('InvalidParameter.ParamError', 'PolicyType must be User or QCS.');
    }
    const found = findRole(cam, RoleId, RoleName);
    if (!found.ok) return found;
    const policies = [...cam.policies.values()].filter(
      ({ id, name }) =>
        found.role.policyIds.has(id) && name.includes(Keyword) && PolicyType !== 'QCS',
    );
    const page = camPage(policies, Page, Rp);
    if (!page.ok) return page;
    const List = page.rows.map(rowOf);
    return { ok: true, response: { List, TotalNum: policies.length } };
  },
});

function rowOf({ id, name, description }: CamPolicy): Json {
  return {
    PolicyId: id,
    PolicyName: name,
    PolicyType: 'User',
    CreateMode: 2,
    Deactived: 0,
    DeactivedDetail: [],
    Description: description,
  };
}
