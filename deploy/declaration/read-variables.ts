import { fieldsOf, type ParsePart } from './fields.ts';
import { asNamedParts, asParts, asText } from './parse-part.ts';
import type { Part } from './part.ts';
import type { Problems } from './problems.ts';

/** Variables of functions, as far as they can be known. */
export type Variables = {
  readonly values: ReadonlyMap<string, string>;
  /** Those of which a problem is told already. */
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
    if (shared.values.has(name)) problems.add(value, 'is set for all functions already');
  }
  return variablesOf(named, problems);
}

/** A variable whose value is empty is left out, as the platform takes none such. */
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
    throw new Error('has a name that the platform keeps for itself');
  }
  if (!/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(name)) {
    throw new Error('must have a name of letters, digits and _, with a letter first');
  }
  const pace = PACES.get(name);
  if (pace !== undefined) throw new Error(`follows from ${pace} and instancesMax: leave it out`);
  return name;
}

/** What one instance may call is never set by hand, so that all together stay within the limits. */
const PACES: ReadonlyMap<string, string> = new Map([
  ['KMS_CALLS_PER_SECOND', 'kmsCallsPerSecond'],
  ['TAG_CALLS_PER_SECOND', 'tagCallsPerSecond'],
]);

/**
 * The platform hands variables on as `NAME=value;NAME=value` at one place, so neither sign may occur.
 * Whether it is really cut there is unverified.
 */
const asValue: ParsePart<string> = (part) => {
  if (part.kind !== 'scalar') throw new Error('must be a text');
  if (typeof part.value === 'boolean' || part.value === null) {
    throw new Error("must be a text: put it in quotes, or '' for none");
  }
  const value = String(part.value);
  if (/[;=]/.test(value))
    throw new Error('must hold neither ; nor =, where the platform may cut it');
  if (/\p{Cc}/u.test(value)) throw new Error('must hold no control characters');
  return value;
};
