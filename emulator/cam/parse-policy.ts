import { refuse } from '../api/refuse.ts';
import type { Json, Refusal } from '../api/service.ts';
import type { PolicyStatement } from '../state/cam.ts';
import { parseDocument, textsOf } from './parse-document.ts';

type ParsedPolicy =
  | { readonly ok: true; readonly statements: readonly PolicyStatement[] }
  | Refusal;

/** Parses the document of a policy: what it allows and denies, and on which resources. */
export function parsePolicy(text: string): ParsedPolicy {
  const parsed = parseDocument(text, ['action', 'resource']);
  if (!parsed.ok) return parsed;
  const statements: PolicyStatement[] = [];
  for (const row of parsed.statements) {
    const statement = readStatement(row);
    if (!statement.ok) return statement;
    statements.push(statement.statement);
  }
  return { ok: true, statements };
}

type ReadStatement = { readonly ok: true; readonly statement: PolicyStatement } | Refusal;

/** `kms:CreateKey`, or `name/kms:CreateKey` as it was written once. */
const ACTION = /^(?:\*|(?:name\/)?[a-z0-9]+:[A-Za-z0-9*]+)$/;

/** `qcs:project:service:region:account:resource`; the project is not in use. */
const RESOURCE = /^(?:\*|qcs::[a-z0-9*]+:[a-z0-9*-]*:(?:uin\/[0-9*]*)?:.+)$/;

function readStatement({ effect, action, resource }: Json): ReadStatement {
  const actions = textsOf(action);
  if (actions === undefined || !actions.every((one) => ACTION.test(one))) {
    const message = 'An action must be * or a product and a name such as kms:CreateKey.';
    return refuse('InvalidParameter.ActionError', message);
  }
  const resources = textsOf(resource);
  if (resources === undefined || !resources.every((one) => RESOURCE.test(one))) {
    const message = 'A resource must be * or have six segments, such as qcs::kms:*:uin/1:key/*.';
    return refuse('InvalidParameter.ResourceError', message);
  }
  return {
    ok: true,
    statement: {
      effect: effect === 'deny' ? 'deny' : 'allow',
      actions: actions.map((one) => one.replace(/^name\//, '')),
      resources,
    },
  };
}
