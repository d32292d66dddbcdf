import { canonicalize } from 'json-canonicalize';
import { isJsonObject, type JsonObject } from '../../shared/tenant-key/json.ts';
import { ifPresent, readAllPages } from '../calls/calls.ts';
import { grantMark } from './ownership.ts';
import { type Fields, type ResourceHandler, readEach } from './resource-handler.ts';

/**
 * Policies: one for each role, with the role's name.
 *
 * @see https://cloud.tencent.com/document/product/598/34578 (CreatePolicy)
 */
export const policy: ResourceHandler<'policy'> = {
  desired: ({ functions }) =>
    new Map(
      functions.map(({ role }) => {
        return [role.name, { name: role.name, document: JSON.stringify(role.policy) }];
      }),
    ),

  read: async ({ roles }, { call, application }) => {
    let page = 0;
    // The keyword matches any part of a name, so whole names are compared below.
    const all = await readAllPages(async () => {
      page += 1;
      const filter = { Scope: 'Local', Keyword: application.app, Page: page, Rp: PAGE_ROWS };
      const { List, TotalNum = 0 } = await call('cam', 'ListPolicies', filter);
      return { rows: List ?? [], total: TotalNum };
    });
    const ids = new Map(all.map(({ PolicyName, PolicyId }) => [PolicyName, PolicyId]));
    return readEach(roles, async (name) => {
      const id = ids.get(name);
      if (id === undefined) return undefined;
      const answer = await ifPresent(call('cam', 'GetPolicy', { PolicyId: id }));
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

/**
 * The resources that a CAM document names, by effect and action. Two documents with the same fields mean
 * the same, however their statements are grouped, ordered and written.
 *
 * @see https://cloud.tencent.com/document/product/598/10604 (syntax of policies)
 */
export function documentFields(text: string): Fields {
  const statements = statementsOf(text);
  if (statements === undefined) return new Map([['document', 'unreadable']]);
  const scopes = new Map<string, Set<string>>();
  for (const { effect, action, resource, ...rest } of statements) {
    for (const name of listOf(action)) {
      // The prefix `name/` of an action is optional.
      const grant = `${String(effect)} ${name.replace(/^name\//, '')}`;
      const known = scopes.get(grant) ?? new Set();
      scopes.set(grant, known);
      for (const scope of listOf(resource)) known.add(`${scope}${conditionOf(rest)}`);
    }
  }
  const grants = [...scopes].map(
    ([grant, known]) => [grant, [...known].sort().join(', ')] as const,
  );
  return new Map(grants.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function statementsOf(text: string): readonly JsonObject[] | undefined {
  try {
    const document: unknown = JSON.parse(text);
    if (!isJsonObject(document)) return undefined;
    const { statement } = document;
    const statements = Array.isArray(statement) ? statement : [statement];
    return statements.every(isJsonObject) ? statements : undefined;
  } catch {
    return undefined;
  }
}

/** A list of one may be written without brackets. An absent list means everything. */
function listOf(value: unknown): readonly string[] {
  if (value === undefined) return ['*'];
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** The rest of a statement, such as its principal and its condition. */
function conditionOf(rest: JsonObject): string {
  return Object.keys(rest).length === 0 ? '' : ` if ${canonicalize(normalized(rest))}`;
}

/** In these documents the order of a list means nothing, and a list of one may have no brackets. */
function normalized(value: unknown): unknown {
  if (Array.isArray(value)) {
    const rows = value.map(normalized).sort((one, other) => (String(one) < String(other) ? -1 : 1));
    return rows.length === 1 ? rows[0] : rows;
  }
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, normalized(one)]));
}
