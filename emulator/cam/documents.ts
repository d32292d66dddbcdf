import { type Refusal, refuse } from '../api/service.ts';
import { isJsonObject, type JsonObject } from '../json/json.ts';
import type { PolicyStatement } from '../state/cam.ts';

type ParsedPolicy =
  | { readonly ok: true; readonly statements: readonly PolicyStatement[] }
  | Refusal;

/** Parses a policy document: what it allows or denies, and on which resources. */
export function parsePolicy(text: string): ParsedPolicy {
  const parsed = parseDocument(text, ['action', 'resource', 'condition']);
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

/** `kms:CreateKey`, or the old form `name/kms:CreateKey`. */
const ACTION = /^(?:\*|(?:name\/)?[a-z0-9]+:[A-Za-z0-9*]+)$/;

/** `qcs:project:service:region:account:resource`; the project is unused, and COS names the account by its appid. */
const RESOURCE = /^(?:\*|qcs::[a-z0-9*]+:[a-z0-9*-]*:(?:(?:uin|uid)\/[0-9*]*)?:.+)$/;

function readStatement({ effect, action, resource, condition }: JsonObject): ReadStatement {
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
  const resourceTags = condition === undefined ? undefined : resourceTagsIn(condition);
  if (condition !== undefined && resourceTags === undefined) {
    const message = `The only condition that the local cloud evaluates is ${TAG_CONDITION}.`;
    return refuse('InvalidParameter.ConditionError', message);
  }
  return {
    ok: true,
    statement: {
      effect: effect === 'deny' ? 'deny' : 'allow',
      actions: actions.map((one) => one.replace(/^name\//, '')),
      resources,
      ...(resourceTags && { resourceTags }),
    },
  };
}

const TAG_CONDITION = '{"for_any_value:string_equal":{"qcs:resource_tag":["key&value"]}}';

/**
 * The tags in the condition of a statement, of which a resource must have one; undefined for any other
 * condition. To ignore a condition would grant too much.
 *
 * @see https://cloud.tencent.com/document/product/598/10608 (conditions)
 * @see https://www.tencentcloud.com/document/product/598/58420 (qcs:resource_tag)
 */
function resourceTagsIn(condition: unknown): readonly string[] | undefined {
  const test = onlyField(condition, 'for_any_value:string_equal');
  const tags = textsOf(onlyField(test, 'qcs:resource_tag'));
  return tags?.every((tag) => TAG.test(tag)) === true ? tags : undefined;
}

const TAG = /^[^&]+&[^&]+$/;

/** The field of an object that has this field alone. */
function onlyField(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.keys(value).length === 1 ? value[name] : undefined;
}

/** Refuses a trust policy that does not say which principals may assume a role. */
export function checkTrust(text: string): Refusal | undefined {
  const parsed = parseDocument(text, ['action', 'principal']);
  if (!parsed.ok) return parsed;
  for (const statement of parsed.statements) {
    const refusal = checkTrustStatement(statement);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

const ACTIONS: ReadonlySet<string> = new Set(['name/sts:AssumeRole', 'sts:AssumeRole']);

const PRINCIPALS: ReadonlySet<string> = new Set(['service', 'qcs', 'federated']);

function checkTrustStatement({ action, principal }: JsonObject): Refusal | undefined {
  const actions = textsOf(action) ?? [''];
  if (!actions.every((one) => ACTIONS.has(one))) {
    return refuse('InvalidParameter.ActionError', 'A role is taken by name/sts:AssumeRole alone.');
  }
  const kinds = isJsonObject(principal) ? Object.entries(principal) : [];
  const areKnown = kinds.every(
    ([kind, names]) => PRINCIPALS.has(kind) && textsOf(names) !== undefined,
  );
  if (areKnown && kinds.length > 0) return undefined;
  const message = 'A principal must name services, or accounts by qcs, such as scf.qcloud.com.';
  return refuse('InvalidParameter.PrincipalError', message);
}

type ParsedDocument = { readonly ok: true; readonly statements: readonly JsonObject[] } | Refusal;

const DOCUMENT_LENGTH_MAX = 6_144;

/**
 * Parses the common part of all documents of CAM: a version, and statements that each have an
 * effect and only the fields in `fields`.
 *
 * @see https://cloud.tencent.com/document/product/598/10604 (syntax of policies)
 */
function parseDocument(text: string, fields: readonly string[]): ParsedDocument {
  if (text.length > DOCUMENT_LENGTH_MAX) {
    const message = `PolicyDocument may have ${DOCUMENT_LENGTH_MAX} characters.`;
    return refuse('InvalidParameter.PolicyDocumentLengthOverLimit', message);
  }
  const document = jsonObjectOf(text);
  const unknown = Object.keys(document ?? {}).find((name) => !DOCUMENT_FIELDS.includes(name));
  if (document === undefined || unknown !== undefined) {
    const message = 'PolicyDocument must be a JSON object that has a version and a statement.';
    return refuse('InvalidParameter.PolicyDocumentError', message);
  }
  const { version, statement } = document;
  if (version !== '2.0') {
    return refuse('InvalidParameter.VersionError', 'The version of a policy must be "2.0".');
  }
  if (!Array.isArray(statement) || statement.length === 0) {
    const message = 'The statement of a policy must be an array that is not empty.';
    return refuse('InvalidParameter.StatementError', message);
  }
  for (const one of statement) {
    const refusal = checkStatement(one, fields);
    if (refusal !== undefined) return refusal;
  }
  return { ok: true, statements: statement };
}

/** Reads a list that may also be a single string; undefined when it is neither, or empty. */
function textsOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  const isList = Array.isArray(value) && value.length > 0;
  return isList && value.every((text) => typeof text === 'string') ? value : undefined;
}

const DOCUMENT_FIELDS = ['version', 'statement'];

function jsonObjectOf(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function checkStatement(statement: unknown, fields: readonly string[]): Refusal | undefined {
  if (!isJsonObject(statement)) {
    return refuse('InvalidParameter.StatementError', 'A statement must be a JSON object.');
  }
  const { effect } = statement;
  if (effect !== 'allow' && effect !== 'deny') {
    return refuse('InvalidParameter.EffectError', 'An effect must be allow or deny.');
  }
  const unknown = Object.keys(statement).find((name) => !['effect', ...fields].includes(name));
  return unknown === undefined ? undefined : refuseField(unknown);
}

function refuseField(name: string): Refusal {
  const code = FIELD_CODES.get(name) ?? 'InvalidParameter.StatementError';
  return refuse(code, `This statement may have no ${JSON.stringify(name)}.`);
}

const FIELD_CODES: ReadonlyMap<string, string> = new Map([
  ['condition', 'InvalidParameter.ConditionError'],
  ['principal', 'InvalidParameter.PrincipalError'],
  ['resource', 'InvalidParameter.ResourceError'],
]);
