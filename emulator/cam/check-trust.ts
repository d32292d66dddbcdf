import { isJsonObject } from '../../shared/tenant-key/json.ts';
import { refuse } from '../api/refuse.ts';
import type { Json, Refusal } from '../api/service.ts';
import { parseDocument, textsOf } from './parse-document.ts';

/** Refuses a document that does not say who may take a role. */
export function checkTrust(text: string): Refusal | undefined {
  const parsed = parseDocument(text, ['action', 'principal']);
  if (!parsed.ok) return parsed;
  for (const statement of parsed.statements) {
    const refusal = checkStatement(statement);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

const ACTIONS: ReadonlySet<string> = new Set(['name/sts:AssumeRole', 'sts:AssumeRole']);

const PRINCIPALS: ReadonlySet<string> = new Set(['service', 'qcs', 'federated']);

function checkStatement({ action, principal }: Json): Refusal | undefined {
  const actions = textsOf(action) ?? [''];
  if (!actions.every((one) => ACTIONS.has(one))) {
    return refuse('InvalidParameter.ActionError', 'A role is taken by name/sts:AssumeRole alone.');
  }
  const kinds = isJsonObject(principal) ? Object.entries(principal) : [];
  const good = kinds.every(([kind, who]) => PRINCIPALS.has(kind) && textsOf(who) !== undefined);
  if (good && kinds.length > 0) return undefined;
  const message = 'A principal must name services, or accounts by qcs, such as scf.qcloud.com.';
  return refuse('InvalidParameter.PrincipalError', message);
}
