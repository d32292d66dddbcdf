import { nearest } from '../../terminal/sentences.ts';
import { printable } from '../../terminal/text.ts';
import type { Problems } from './problems.ts';
import type { Part } from './yaml.ts';

/** How a part of the declaration is read, and the JSON Schema with which an editor checks it. */
export type FieldType<T> = {
  /**
   * Adds what is wrong with inner parts to `problems`.
   *
   * @throws Error whose message begins with a verb, and never contains the value.
   */
  readonly parse: (part: Part, problems: Problems) => T;
  readonly schema: JsonSchema;
  /** The value of a field that may be left out. */
  readonly fallback?: { readonly value: T };
};

/** What a type is read as. */
export type TypeOf<F> = F extends FieldType<infer T> ? T : never;

export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * The value of each field of a mapping.
 *
 * After a problem a value is undefined whatever its type says. Any problem rejects the whole file in the
 * end, so only checks of several fields meet such a value before that.
 */
type Values<Types extends FieldTypes> = {
  readonly [Name in keyof Types]: TypeOf<Types[Name]>;
};

type FieldTypes = Readonly<Record<string, FieldType<unknown>>>;

/** A mapping with these fields and no others. */
export function mapping<Types extends FieldTypes>(types: Types): FieldType<Values<Types>> {
  const names = Object.keys(types);
  const required = names.filter((name) => types[name]?.fallback === undefined);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, types[name]?.schema])),
      ...(required.length > 0 && { required }),
      additionalProperties: false,
    },
    parse: (part, problems) => {
      if (part.kind === 'scalar' || part.kind === 'list') {
        problems.add(part, `must be a mapping of ${names.join(', ')}`);
      }
      for (const [name, field] of partsOf(part)) {
        if (!names.includes(name)) problems.add(field, unknownName(name, names));
      }
      const values = Object.entries(types).map(([name, type]) => [
        name,
        parseField(part, name, type, problems),
      ]);
      return Object.fromEntries(values);
    },
  };
}

function parseField<T>(
  part: Part,
  name: string,
  { parse, fallback }: FieldType<T>,
  problems: Problems,
): T | undefined {
  const field = partsOf(part).get(name);
  if (field !== undefined) return parsePart(field, parse, problems);
  if (fallback === undefined && part.kind === 'mapping') problems.add(part, `lacks ${name}`);
  return fallback?.value;
}

/** Parses a part. What is thrown is added as a problem with it. */
function parsePart<T>(part: Part, parse: FieldType<T>['parse'], problems: Problems): T | undefined {
  try {
    if (part.kind !== 'unknown') return parse(part, problems);
  } catch (cause) {
    problems.add(part, (cause as Error).message);
  }
  return;
}

function partsOf(part: Part): ReadonlyMap<string, Part> {
  return part.kind === 'mapping' ? part.parts : new Map();
}

/** The part of a field, to report a problem with it; or the mapping if it does not have the field. */
export function fieldPart(part: Part, name: string): Part {
  return partsOf(part).get(name) ?? part;
}

/** A part as it is, for a parser that knows more than its field. */
export const PART: FieldType<Part> = { schema: {}, parse: (part) => part };

/** A field that may be left out. */
export function optional<T, F = T>(type: FieldType<T>, value: F): FieldType<T | F> {
  return { ...type, fallback: { value } };
}

/** The entries of a mapping that may have any names. */
export function named<T>({
  parse,
  schema,
}: FieldType<T>): FieldType<readonly (readonly [name: string, value: T, part: Part])[]> {
  return {
    schema: { type: 'object', additionalProperties: schema },
    parse: (part, problems) => {
      if (part.kind !== 'mapping') throw new Error('must be a mapping of names');
      return [...part.parts].map(
        ([name, entry]) => [name, parsePart(entry, parse, problems) as T, entry] as const,
      );
    },
  };
}

/** The entries of a list. */
export function listOf<T>({
  parse,
  schema,
}: FieldType<T>): FieldType<readonly (readonly [value: T, part: Part])[]> {
  return {
    schema: { type: 'array', items: schema },
    parse: (part, problems) => {
      if (part.kind !== 'list') throw new Error('must be a list');
      return part.parts.map((entry) => [parsePart(entry, parse, problems) as T, entry] as const);
    },
  };
}

/**
 * Says that a name is not one of `known`, and suggests the nearest of these.
 *
 * @param advice What to say when none is near.
 */
export function unknownName(
  name: string,
  known: readonly string[],
  advice: string = known.length === 0 ? 'there is none' : `known are ${known.join(', ')}`,
): string {
  const suggestion = nearest(name, known);
  const next = suggestion === undefined ? advice : `did you mean ${suggestion}?`;
  return `is unknown (${printable(name)}); ${next}`;
}

/** Any string may come from the environment, and then its value is unknown to an editor. */
export const REFERENCE_SCHEMA = { $ref: '#/definitions/reference' } as const;

/** The definitions that the schemas of fields refer to. */
export const FIELD_DEFINITIONS: JsonSchema = {
  reference: { type: 'string', pattern: '\\$\\{env:[A-Za-z_]' },
};

/** @param rule Completes the sentence "must be". */
function scalar<T>(
  rule: string,
  schema: JsonSchema,
  read: (value: unknown, interpolated: boolean) => T | undefined,
): FieldType<T> {
  return {
    schema: { description: sentenceCase(rule), anyOf: [schema, REFERENCE_SCHEMA] },
    parse: (part) => {
      const value = part.kind === 'scalar' ? read(part.value, part.interpolated) : undefined;
      if (value === undefined) throw new Error(`must be ${rule}`);
      return value;
    },
  };
}

function sentenceCase(rule: string): string {
  return `${rule.charAt(0).toUpperCase()}${rule.slice(1)}.`;
}

/** A whole number; one from the environment is a string of digits. */
export function count(min: number, max: number): FieldType<number> {
  return scalar(
    `a whole number from ${min} to ${max}`,
    { type: 'integer', minimum: min, maximum: max },
    (value, interpolated) => {
      const number = interpolated && /^[0-9]{1,12}$/.test(String(value)) ? Number(value) : value;
      return isCount(number) && number >= min && number <= max ? number : undefined;
    },
  );
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

export const flag: FieldType<boolean> = scalar(
  'true or false',
  { type: 'boolean' },
  (value, interpolated) => {
    if (typeof value === 'boolean') return value;
    return interpolated && (value === 'true' || value === 'false') ? value === 'true' : undefined;
  },
);

/** One of a few values. */
export function choice<const T extends string | number>(
  choices: readonly T[],
  rule: string = choices.join(' or '),
): FieldType<T> {
  return scalar(rule, { enum: choices }, (value) => choices.find((known) => value === known));
}

/** @param rule What the string must be, such as `a region such as ap-guangzhou`. */
export function text(pattern: RegExp, rule: string): FieldType<string> {
  return scalar(rule, { type: 'string', pattern: pattern.source }, (value) =>
    typeof value === 'string' && pattern.test(value) ? value : undefined,
  );
}

/** Two strings that belong together: either both are set, or both are empty and the pair is undefined. */
export function pair<const A extends string, const B extends string>(
  one: A,
  other: B,
  type: FieldType<string> = OPTIONAL_ID,
): FieldType<Record<A | B, string> | undefined> {
  const { schema, parse } = mapping<FieldTypes>({ [one]: type, [other]: type });
  return {
    schema,
    parse: (part, problems) => {
      const { [one]: first, [other]: second } = parse(part, problems);
      if (first && second) return { [one]: first, [other]: second } as Record<A | B, string>;
      if (first || second) problems.add(part, `must have both ${one} and ${other}, or neither`);
      return;
    },
  };
}

/** The string is empty if the variable that it is interpolated from is not set. */
const OPTIONAL_ID = text(/^[\w.:/-]{0,200}$/, 'letters, digits and any of _ . : / -');
