import { allPages } from '../calls/all-pages.ts';
import { ifThere } from '../calls/if-there.ts';
import { documentFields } from './document-fields.ts';
import { grantMark } from './grant-mark.ts';
import { type Resource, readEach } from './resource.ts';

/**
 * Policies: one for each role, with the role's name.
 *
 * @see https://cloud.tencent.com/document/product/598/34578 (CreatePolicy)
 */
export const policy: Resource<'policy'> = {
  desired: ({ functions }) =>
    new Map(
      functions.map(({ role }) => {
        return [role.name, { name: role.name, document: JSON.stringify(role.policy) }];
      }),
    ),

  read: async ({ roles }, { call, application }) => {
    let page = 0;
    // The keyword is looked for anywhere in the names, so that whole names are compared below.
    const all = await allPages(async () => {
      page += 1;
      const filter = { Scope: 'Local', Keyword: application.app, Page: page, Rp: PAGE_ROWS };
      const { List, TotalNum = 0 } = await call('cam', 'ListPolicies', filter);
      return { rows: List ?? [], total: TotalNum };
    });
    const ids = new Map(all.map(({ PolicyName, PolicyId }) => [PolicyName, PolicyId]));
    return readEach(roles, async (name) => {
      const id = ids.get(name);
      if (id === undefined) return undefined;
      const answer = await ifThere(call('cam', 'GetPolicy', { PolicyId: id }));
      if (answer === undefined) return undefined;
      const { PolicyDocument: document = '', Description: description } = answer;
      return { id, description, document };
    });
  },

  foundFields: ({ document }) => documentFields(document),
  desiredFields: ({ document }) => documentFields(document),

  apply: async ({ name, document }, found, _change, { call, application }) => {
    if (found !== undefined) {
      await call('cam', 'UpdatePolicy', { PolicyId: found.id, PolicyDocument: document });
      return;
    }
    const mark = { Description: grantMark(application) };
    await call('cam', 'CreatePolicy', { PolicyName: name, PolicyDocument: document, ...mark });
  },

  remove: async (_name, { id }, { call }) => {
    await call('cam', 'DeletePolicy', { PolicyId: [id] });
  },
};

const PAGE_ROWS = 200;
