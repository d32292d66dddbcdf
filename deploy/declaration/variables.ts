import {
  asNamedParts,
  asParts,
  asText,
  type Content,
  fieldsOf,
  type ParsePart,
  type Part,
  type Place,
  type Problems,
} from './yaml.ts';

/**
 * Fills in the variables of a declaration. They are filled in where the file has texts, so whatever a
 * variable holds, it stays one text.
 *
 * @param onMissing Is told of each variable that is needed and not set, once.
 */
export function interpolatePart(
  part: Part,
  env: Environment,
  problems: Problems,
  onMissing: (name: string, place: Place) => void,
): Part {
  const told = new Set<string>();

  function fill(part: Part): Part {
    const { path, line } = part;
    return { path, line, ...contentOf(part) };
  }

  function contentOf(part: Part): Content {
    switch (part.kind) {
      case 'mapping':
        return { kind: 'mapping', parts: new Map([...part.parts].map(([k, v]) => [k, fill(v)])) };
      case 'list':
        return { kind: 'list', parts: part.parts.map(fill) };
      case 'scalar':
        return typeof part.value === 'string' ? filledText(part.value, part) : part;
      case 'unknown':
        return part;
    }
  }

  function filledText(text: string, place: Place): Content {
    const filled = interpolate(text, env);
    if (filled.ok)
      return { kind: 'scalar', value: filled.text, interpolated: filled.text !== text };
    if (filled.malformed) problems.add(place, REFERENCE_RULE);
    for (const name of filled.missing) {
      if (!told.has(name)) onMissing(name, place);
      told.add(name);
    }
    return { kind: 'unknown' };
  }

  return fill(part);
}

/** The variables that a declaration is filled in with. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type Interpolation =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly missing: readonly string[]; readonly malformed: boolean };

/**
 * Fills in each `${env:NAME}` and `${env:NAME, 'default'}` of a text. An empty variable counts as one
 * that is not set, since that is what `NAME=` in a file of variables means to most.
 */
export function interpolate(text: string, env: Environment): Interpolation {
  const missing: string[] = [];
  const filled = text.replace(REFERENCE, (_, name: string, fallback: string | undefined) => {
    const value = (Object.hasOwn(env, name) && env[name]) || fallback;
    if (value === undefined) missing.push(name);
    return value ?? '';
  });
  const malformed = text.replace(REFERENCE, '').includes('${');
  if (malformed || missing.length > 0) return { ok: false, missing, malformed };
  return { ok: true, text: filled };
}

export const REFERENCE_RULE = `may hold \${env:NAME} or \${env:NAME, 'default'}, and no other \${`;

const REFERENCE = /\$\{env:([A-Za-z_][A-Za-z0-9_]*)(?:, ?'([^'}]*)')?\}/g;

/**
 * Reads a file of variables, `NAME=value` each on its line. A value may stand in quotes, and then holds
 * spaces and `#` as they are; without them it ends before ` #`. Nothing in it is escaped, carried out
 * or filled in.
 *
 * @throws Error that lists every line that is not understood, and never repeats one.
 */
export function readDotEnv(text: string): Readonly<Record<string, string>> {
  const variables = new Map<string, string>();
  const problems: string[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    try {
      if (!/^\s*(?:#|$)/.test(line)) variables.set(...variableOf(line, variables));
    } catch (cause) {
      problems.push(`.env:${index + 1} ${(cause as Error).message}`);
    }
  }
  if (problems.length > 0) throw new Error(`${problems.join('; ')}.`);
  return Object.fromEntries(variables);
}

function variableOf(
  line: string,
  variables: ReadonlyMap<string, string>,
): readonly [name: string, value: string] {
  const [, name, single, double, bare] = LINE.exec(line) ?? [];
  if (name === undefined) throw new Error('is not NAME=value');
  if (variables.has(name)) throw new Error(`sets ${name} again`);
  return [name, single ?? double ?? bare ?? ''];
}

/** Each of the three forms of a value; after it, nothing but a comment. */
const LINE =
  /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(?:'([^']*)'|"([^"]*)"|([^\s'"#](?:[^\s'"]|[ \t]+(?=[^\s'"#]))*)?)(?:\s+#.*)?\s*$/;

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
