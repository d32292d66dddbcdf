import { asNamedParts, asParts, asText, fieldsOf, type ParsePart } from './fields.ts';
import type { Problems } from './problems.ts';
import type { Part } from './yaml.ts';

/** The environment variables that the declaration gives to functions. */
export type Variables = {
  readonly values: ReadonlyMap<string, string>;
  /** The variables whose values are not known, as there is a problem with each. */
  readonly unknown: ReadonlySet<string>;
};

export const NO_VARIABLES: Variables = { values: new Map(), unknown: new Set() };

/** Reads `environments`, a list of `key` and `value`: the variables that every function gets. */
export function readSharedVariables(part: Part, problems: Problems): Variables {
  const named = asParts(part).map((entry) => {
    const fields = fieldsOf(entry, ['key', 'value'], problems);
    const name = fields.read('key', asText(/^/, 'a name')) ?? '';
    const value = fields.read('value', (value) => value) ?? { ...entry, kind: 'unknown' };
    return [name, value] as const;
  });
  return variablesOf(named, problems);
}

/** Reads the `environment` of one function, which has its `variables` by name. */
export function readOwnVariables(part: Part, shared: Variables, problems: Problems): Variables {
  const named = fieldsOf(part, ['variables'], problems).read('variables', asNamedParts) ?? [];
  for (const [name, value] of named) {
    if (shared.values.has(name)) problems.add(value, 'is already set for all functions');
  }
  return variablesOf(named, problems);
}

/** Leaves out variables with an empty value, which the platform does not accept. */
function variablesOf(named: readonly (readonly [string, Part])[], problems: Problems): Variables {
  const values = new Map<string, string>();
  const unknown = new Set<string>();
  for (const [name, part] of named) {
    try {
      if (part.kind === 'unknown') unknown.add(name);
      else values.set(checkedName(name, values), asValue(part));
    } catch (cause) {
      problems.add(part, (cause as Error).message);
      unknown.add(name);
    }
  }
  return { values: new Map([...values].filter(([, value]) => value !== '')), unknown };
}

/** @see https://cloud.tencent.com/document/product/583/30228 (names of variables) */
function checkedName(name: string, values: ReadonlyMap<string, string>): string {
  if (values.has(name)) throw new Error('is set twice');
  if (/^(?:SCF_|QCLOUD_|TENCENTCLOUD_)/.test(name)) {
    throw new Error('has a name that the platform reserves');
  }
  if (!/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name)) {
    throw new Error('must have a name of letters, digits and _, with a letter first');
  }
  const total = DERIVED_FROM.get(name);
  if (total !== undefined) throw new Error(`is derived from ${total} and instancesMax: remove it`);
  return name;
}

/** Each instance gets a share of its function's rate, so that all of them stay within the limits. */
const DERIVED_FROM: ReadonlyMap<string, string> = new Map([
  ['KMS_CALLS_PER_SECOND', 'kmsCallsPerSecond'],
  ['TAG_CALLS_PER_SECOND', 'tagCallsPerSecond'],
]);

/**
 * The vendor documents one place where the platform passes variables as `NAME=value;NAME=value`, so a
 * value may contain neither separator. Whether the platform really splits there is unverified.
 */
const asValue: ParsePart<string> = (part) => {
  if (part.kind !== 'scalar') throw new Error('must be a string');
  if (typeof part.value === 'boolean' || part.value === null) {
    throw new Error("must be a string: quote it, or write '' for none");
  }
  const value = String(part.value);
  if (/[;=]/.test(value)) {
    throw new Error('must not contain ; or =, where the platform may split it');
  }
  if (/\p{Cc}/u.test(value)) throw new Error('must not contain control characters');
  return value;
};
