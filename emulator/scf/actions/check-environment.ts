import { type ParamsOf, type Refusal, refuse } from '../../api/service.ts';
import type { ENVIRONMENT } from './function-parameters.ts';

type Environment = ParamsOf<typeof ENVIRONMENT>;

const BYTES_MAX = 4_096;

/**
 * Refuses variables that a function may not have. Their values are in no message.
 *
 * @see https://cloud.tencent.com/document/product/583/30228
 */
export function checkEnvironment({ Variables = [] }: Environment = {}): Refusal | undefined {
  const names = Variables.map(({ Key = '' }) => Key);
  const refusal =
    Variables.map(checkVariable).find((found) => found !== undefined) ?? checkNames(names);
  if (refusal !== undefined) return refusal;
  const bytes = Buffer.byteLength(Object.entries(environmentOf({ Variables })).flat().join(''));
  if (bytes <= BYTES_MAX) return undefined;
  const message = `The variables have ${bytes} bytes; ${BYTES_MAX} are allowed.`;
  return refuse('InvalidParameterValue.EnvironmentExceededLimit', message);
}

/** The variables by their names. */
export function environmentOf({ Variables = [] }: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(Variables.map(({ Key = '', Value = '' }) => [Key, Value]));
}

type Variable = NonNullable<Environment['Variables']>[number];

function checkVariable({ Key = '', Value = '' }: Variable): Refusal | undefined {
  if (!/^[A-Za-z]\w*$/.test(Key)) {
    const message = `The variable ${JSON.stringify(Key)} must be a letter, then letters, digits, _.`;
    return refuse('InvalidParameterValue.Environment', message);
  }
  if (/^(?:SCF|QCLOUD|TENCENTCLOUD)_/.test(Key)) {
    const message = `The variable ${Key} must not begin with SCF_, QCLOUD_ or TENCENTCLOUD_.`;
    return refuse('InvalidParameterValue.EnvironmentSystemProtect', message);
  }
  if (Value !== '') return undefined;
  return refuse('InvalidParameterValue.Environment', `The variable ${Key} must have a value.`);
}

function checkNames(names: readonly string[]): Refusal | undefined {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return undefined;
  return refuse('InvalidParameterValue.Environment', `The variable ${twice} occurs twice.`);
}
