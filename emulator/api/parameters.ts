import { isJsonObject, type JsonObject } from '../json/json.ts';
import {
  missingParameter,
  type Parameter,
  type Parameters,
  type Refusal,
  refuse,
} from './service.ts';

/**
 * Checks the parameters of a call against the vendor's definitions. Returns the first mistake, with
 * the parameter's name as the vendor writes it: `Tags.0.TagKey`.
 *
 * @see https://cloud.tencent.com/document/api/573/34431 (common error codes)
 */
export function checkParameters(params: unknown, known: Parameters): Refusal | undefined {
  if (!isJsonObject(params)) {
    return refuse('InvalidParameter', 'The request body is not a JSON object.');
  }
  return checkObject(params, known, '');
}

function checkObject(params: JsonObject, known: Parameters, prefix: string): Refusal | undefined {
  for (const [name, value] of Object.entries(params)) {
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (parameter === undefined) {
      return refuse('UnknownParameter', `The parameter \`${prefix}${name}\` is not recognized.`);
    }
    const refusal = checkValue(value, parameter.type, `${prefix}${name}`);
    if (refusal !== undefined) return refusal;
  }
  const missing = Object.keys(known).find(
    (name) => known[name]?.required === true && !Object.hasOwn(params, name),
  );
  return missing === undefined ? undefined : missingParameter(`${prefix}${missing}`);
}

function checkValue(value: unknown, type: Parameter['type'], name: string): Refusal | undefined {
  if (type === 'string[]') return checkEach(value, 'string', name);
  if (type === 'integer[]') return checkEach(value, 'integer', name);
  if (isListType(type)) return checkEach(value, type[0], name);
  if (typeof type === 'object') {
    return isJsonObject(value) ? checkObject(value, type, `${name}.`) : wrongType(name, 'object');
  }
  const isValid = type === 'integer' ? Number.isSafeInteger(value) : typeof value === type;
  return isValid ? undefined : wrongType(name, type);
}

function checkEach(values: unknown, type: Parameter['type'], name: string): Refusal | undefined {
  if (!Array.isArray(values)) return wrongType(name, 'array');
  for (const [index, value] of values.entries()) {
    const refusal = checkValue(value, type, `${name}.${index}`);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** `Array.isArray` does not narrow a readonly list. */
function isListType(type: Parameter['type']): type is readonly [Parameters] {
  return Array.isArray(type);
}

function wrongType(name: string, type: string): Refusal {
  return refuse(
    'InvalidParameter',
    `The value type of parameter \`${name}\` is not correct. It should be \`${type}\`.`,
  );
}
