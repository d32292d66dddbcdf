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
