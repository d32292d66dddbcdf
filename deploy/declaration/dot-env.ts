/**
 * Reads a file of variables, one `NAME=value` on each line. A quoted value may contain spaces and `#`;
 * an unquoted one ends before ` #`. Nothing is unescaped, executed or interpolated.
 *
 * @throws Error that names every malformed line, and never contains one.
 */
export function readDotEnv(text: string): Readonly<Record<string, string>> {
  const variables = new Map<string, string>();
  const problems: string[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
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

/** Matches each of the three forms of a value. Only a comment may follow the value. */
const LINE =
  /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(?:'([^']*)'|"([^"]*)"|([^\s'"#](?:[^\s'"]|[ \t]+(?=[^\s'"#]))*)?)(?:\s+#.*)?\s*$/;
