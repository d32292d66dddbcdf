import { isJsonObject } from '../../shared/tenant-key/json.ts';

/** A schema in the part of JSON Schema that answers use. Another keyword does not compile. */
export type Schema = { readonly [Keyword in keyof Keywords]?: Keywords[Keyword] };

/**
 * Whether a value that was parsed from JSON matches a schema. It interprets the schema: the code that ajv
 * compiles from the schemas of all answers is nearly five times as large.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 */
export function matchesSchema(value: unknown, schema: Schema): boolean {
  return Object.entries(schema).every(([keyword, rule]) => {
    const holds = RULES[keyword as keyof Keywords] as Rule<unknown>;
    return holds(rule, value, schema);
  });
}

type Keywords = {
  readonly type: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly const: Scalar;
  readonly enum: readonly Scalar[];
  readonly pattern: string;
  readonly minLength: number;
  readonly maxLength: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly minItems: number;
  readonly maxItems: number;
  readonly items: Schema;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, Schema>>;
  readonly additionalProperties: Schema | false;
};

type Scalar = string | number | boolean | null;

/** Whether a keyword's rule holds for a value. It holds for every value of another type. */
type Rule<Expected> = (expected: Expected, value: unknown, schema: Schema) => boolean;

const RULES: { readonly [Keyword in keyof Keywords]: Rule<Keywords[Keyword]> } = {
  type: (type, value) => typeOf(value) === type,
  const: (constant, value) => value === constant,
  enum: (values, value) => values.some((each) => each === value),
  pattern: (pattern, value) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  minLength: (min, value) => typeof value !== 'string' || [...value].length >= min,
  maxLength: (max, value) => typeof value !== 'string' || [...value].length <= max,
  minimum: (min, value) => typeof value !== 'number' || value >= min,
  maximum: (max, value) => typeof value !== 'number' || value <= max,
  minItems: (min, value) => !Array.isArray(value) || value.length >= min,
  maxItems: (max, value) => !Array.isArray(value) || value.length <= max,
  items: (schema, value) =>
    !Array.isArray(value) || value.every((item) => matchesSchema(item, schema)),
  required: (names, value) =>
    !isJsonObject(value) || names.every((name) => Object.hasOwn(value, name)),
  properties: (schemas, value) =>
    !isJsonObject(value) ||
    Object.entries(schemas).every(
      ([name, schema]) => !Object.hasOwn(value, name) || matchesSchema(value[name], schema),
    ),
  additionalProperties: (schema, value, { properties = {} }) =>
    !isJsonObject(value) ||
    Object.entries(value).every(
      ([name, field]) =>
        Object.hasOwn(properties, name) || (schema !== false && matchesSchema(field, schema)),
    ),
};

/** The type in the words of JSON Schema, which has integers beside numbers. */
function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
