import { defineAction } from '../api/define-action.ts';
import { CAM_CODES } from './cam-codes.ts';
import { camPage } from './cam-page.ts';
import { CAM_TAG, refuseTags } from './cam-tag.ts';
import { roleInfo } from './role-info.ts';

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
  codes: [...CAM_CODES, 'InvalidParameter.TagParamError'],
  answer({ Page, Rp, Tags }, { state: { cam }, account }) {
    const refusal = refuseTags(Tags);
    if (refusal !== undefined) return refusal;
    const page = camPage([...cam.roles.values()], Page, Rp);
    if (!page.ok) return page;
    const List = page.rows.map((role) => roleInfo(role, account));
    return { ok: true, response: { List, TotalNum: cam.roles.size } };
  },
});
