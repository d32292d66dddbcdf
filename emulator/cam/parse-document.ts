import { isJsonObject } from '../../shared/tenant-key/json.ts';
import { refuse } from '../api/refuse.ts';
import type { Json, Refusal } from '../api/service.ts';

type ParsedDocument = { readonly ok: true; readonly statements: readonly Json[] } | Refusal;

const DOCUMENT_LENGTH_MAX = 6_144;

/**
 * Parses what every document of CAM has in common: a version and statements, each with an effect
 * and with no fields but `fields`.
 *
 * @see https://cloud.tencent.com/document/product/598/10604 (syntax of policies)
 */
export function parseDocument(text: string, fields: readonly string[]): ParsedDocument {
  if (text.length > DOCUMENT_LENGTH_MAX) {
    const message = `PolicyDocument may have ${DOCUMENT_LENGTH_MAX} characters.`;
    return refuse('InvalidParameter.PolicyDocumentLengthOverLimit', message);
  }
  const document = jsonObjectOf(text);
  const stray = Object.keys(document ?? {}).find((name) => !DOCUMENT_FIELDS.includes(name));
  if (document === undefined || stray !== undefined) {
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

/** A list that may be written as its one text; undefined when it is neither, or empty. */
export function textsOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  const good = Array.isArray(value) && value.length > 0;
  return good && value.every((text) => typeof text === 'string') ? value : undefined;
}

const DOCUMENT_FIELDS = ['version', 'statement'];

function jsonObjectOf(text: string): Json | undefined {
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
  const stray = Object.keys(statement).find((name) => !['effect', ...fields].includes(name));
  return stray === undefined ? undefined : refuseField(stray);
}

/** Conditions are not weighed by the local cloud: to pass one over would grant too much. */
function refuseField(name: string): Refusal {
  const code = FIELD_CODES.get(name) ?? 'InvalidParameter.StatementError';
  return refuse(code, `This statement may have no ${JSON.stringify(name)}.`);
}

const FIELD_CODES: ReadonlyMap<string, string> = new Map([
  ['condition', 'InvalidParameter.ConditionError'],
  ['principal', 'InvalidParameter.PrincipalError'],
  ['resource', 'InvalidParameter.ResourceError'],
]);
