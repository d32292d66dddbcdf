import type { Place, Problems } from './problems.ts';
import type { Content, Part } from './yaml.ts';

/** The variables that a declaration may refer to. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Interpolates the variables of a declaration. This happens after parsing, string by string: whatever
 * a variable contains, it cannot add fields to the file.
 *
 * @param onMissing Is called once for each variable that is required and not set.
 */
export function interpolatePart(
  part: Part,
  env: Environment,
  problems: Problems,
  onMissing: (name: string, place: Place) => void,
): Part {
  const reported = new Set<string>();

  function interpolated(part: Part): Part {
    const { path, line } = part;
    return { path, line, ...contentOf(part) };
  }

  function contentOf(part: Part): Content {
    switch (part.kind) {
      case 'mapping': {
        const parts = [...part.parts].map(([name, each]) => [name, interpolated(each)] as const);
        return { kind: 'mapping', parts: new Map(parts) };
      }
      case 'list':
        return { kind: 'list', parts: part.parts.map(interpolated) };
      case 'scalar':
        return typeof part.value === 'string' ? textContent(part.value, part) : part;
      case 'unknown':
        return part;
    }
  }

  function textContent(text: string, place: Place): Content {
    const result = interpolate(text, env);
    if (result.ok) {
      return { kind: 'scalar', value: result.text, interpolated: result.text !== text };
    }
    if (result.malformed) problems.add(place, REFERENCE_RULE);
    for (const name of result.missing) {
      if (!reported.has(name)) onMissing(name, place);
      reported.add(name);
    }
    return { kind: 'unknown' };
  }

  return interpolated(part);
}

type Interpolation =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly missing: readonly string[]; readonly malformed: boolean };

/**
 * Replaces each `${env:NAME}` and `${env:NAME, 'default'}` of a text by its value. An empty variable
 * counts as not set, since `NAME=` in a file of variables usually means that.
 */
export function interpolate(text: string, env: Environment): Interpolation {
  const missing: string[] = [];
  const interpolated = text.replace(REFERENCE, (_, name: string, fallback: string | undefined) => {
    const value = (Object.hasOwn(env, name) && env[name]) || fallback;
    if (value === undefined) missing.push(name);
    return value ?? '';
  });
  const malformed = text.replace(REFERENCE, '').includes('${');
  if (malformed || missing.length > 0) return { ok: false, missing, malformed };
  return { ok: true, text: interpolated };
}

/** The names of the variables that a text refers to. */
export function referencesIn(text: string): readonly string[] {
  return [...text.matchAll(REFERENCE)].map(([, name = '']) => name);
}

const REFERENCE = /\$\{env:([A-Za-z_][A-Za-z0-9_]*)(?:, ?'([^'}]*)')?\}/g;

export const REFERENCE_RULE = `may contain \${env:NAME} or \${env:NAME, 'default'}, and no other \${`;
