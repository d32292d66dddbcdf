import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { build } from 'esbuild';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDotEnv } from '../../deploy/declaration/dot-env.ts';
import { INSTALLED_NODES } from './installed-nodes.ts';

// Versions of Node parse .env in different ways. What is accepted must have one meaning in all of them.

/** Those that have `parseEnv`, which the platform's 18 has not. */
const nodes = [
  process.execPath,
  ...INSTALLED_NODES.filter(({ version }) => !version.startsWith('18.')).map(({ path }) => path),
];

const folder = mkdtempSync(join(tmpdir(), 'dot-env-'));
const program = join(folder, 'read.cjs');

/** Prints the variables of each text, or null for one that is refused. */
const PROGRAM = `
import { readFileSync } from 'node:fs';
import { readDotEnv } from './deploy/declaration/dot-env.ts';
const read = (text) => {
  try {
    return readDotEnv(text).variables;
  } catch {
    return null;
  }
};
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(read)));
`;

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: PROGRAM, resolveDir: fileURLToPath(new URL('../../', import.meta.url)) },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  writeFileSync(program, outputFiles[0]!.text);
});

afterAll(() => rmSync(folder, { recursive: true }));

function readBy(node: string, texts: readonly string[]): readonly (object | null)[] {
  const options = { input: JSON.stringify(texts), maxBuffer: 1 << 28 };
  return JSON.parse(execFileSync(node, [program], options).toString());
}

const PIECES = [
  ...['A', 'B', 'C', '=', '=', "'", '"', '`', ' ', ' ', '#', '\\', '\\n', '\n', '\n', '\r\n', '\r'],
  ...[
    '\t',
    'x',
    'é',
    '\u00A0',
    'export ',
    'A=',
    "B='",
    'C="',
    '# c',
    '\u2028',
    ':',
    '\uFEFF',
    '日',
  ],
  ...['A=1\n', "B='q'\n", '# D=4\n', 'export C=', '\u0085', '\u3000'],
];

const anyText = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 14 })
  .map((pieces) => pieces.join(''));

/** A value, and ways to write it. */
const written = fc.oneof(
  fc
    .stringMatching(
      /^(?:[^\p{C}\s"'`#=\u2028\u2029\uFFFD]+(?: +[^\p{C}\s"'`#=\u2028\u2029\uFFFD]+)*)?$/u,
    )
    .map((value) => [value, value] as const),
  fc
    .stringMatching(/^[^\p{C}'\\\u2028\u2029\uFFFD]*$/u)
    .map((value) => [value, `'${value}'`] as const),
  fc
    .stringMatching(/^[^\p{C}"\\\u2028\u2029\uFFFD]*$/u)
    .map((value) => [value, `"${value}"`] as const),
  fc
    .stringMatching(/^[^\p{C}'\u2028\u2029\uFFFD]*[^\p{C}'\\\u2028\u2029\uFFFD]$/u)
    .map((value) => [value, `'${value}' # A=1 "it's`] as const),
);

const file = fc.record({
  values: fc.array(written, { maxLength: 6 }),
  before: fc.constantFrom('', '  ', 'export ', "# it's B=2\n", '\n', '  \n', ' # "C"=\n'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  mark: fc.constantFrom('', '\uFEFF'),
});

describe('a file of variables', () => {
  test('is read to the values that were written, by every Node', () => {
    const files = fc.sample(file, 2_000);
    const texts = files.map(({ values, before, lineEnd, mark }) => {
      const lines = values.map(([, text], index) => `${before}V${index}=${text}`);
      return mark + lines.join('\n').replaceAll('\n', lineEnd);
    });
    const expected = files.map(({ values }) =>
      Object.fromEntries(values.map(([value], index) => [`V${index}`, value])),
    );
    for (const node of nodes) expect(readBy(node, texts), node).toEqual(expected);
  });

  test('is refused or read alike by every Node, whatever it contains', () => {
    const texts = fc.sample(anyText, 20_000);
    const [first, ...others] = nodes.map((node) => readBy(node, texts));
    for (const other of others) expect(other).toEqual(first);
    expect(first!.filter((variables) => variables !== null).length).toBeGreaterThan(1_000);
  });

  test('has every variable and value that Node finds in its lines, or is refused', () => {
    const line = anyText.filter((text) => !/[\n#]/.test(text));
    fc.assert(
      fc.property(fc.uniqueArray(line, { maxLength: 4 }), (lines) => {
        const text = lines.join('\n');
        try {
          expect(readDotEnv(text).variables).toEqual(parseEnv(text.replace(/^\uFEFF/, '')));
        } catch (error) {
          expect((error as Error).message).toMatch(/^\.env:\d+ /);
        }
      }),
    );
  });
});
