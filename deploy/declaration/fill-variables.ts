/** The variables that a declaration is filled in with. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type Filled =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly missing: readonly string[]; readonly malformed: boolean };

/**
 * Fills in each `${env:NAME}` and `${env:NAME, 'default'}` of a text. An empty variable counts as one
 * that is not set, since that is what `NAME=` in a file of variables means to most.
 */
export function fillVariables(text: string, env: Environment): Filled {
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
