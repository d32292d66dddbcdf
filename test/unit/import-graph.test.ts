import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import {
  cyclesOf,
  importsOf,
  mutualPairsOf,
  sourceFiles,
  specifiersOf,
} from '../../scripts/import-graph.mjs';

const ROOT = new URL('../../', import.meta.url).pathname;

describe('what a module imports', () => {
  test.each<[what: string, text: string, specifiers: readonly string[]]>([
    ['one name', "import { a } from './a.ts';", ['./a.ts']],
    ['several lines', "import {\n  a,\n  type B as C,\n} from '../x/a.ts';\n", ['../x/a.ts']],
    ['a type', "import type { A } from './a.ts';", ['./a.ts']],
    ['a namespace', "import * as a from './a.ts';", ['./a.ts']],
    ['a default and names', "import a, { b } from 'a';", ['a']],
    ['effects alone', "import './a.ts';", ['./a.ts']],
    ['double quotes', 'import { a } from "./a.ts";', ['./a.ts']],
    ['JSON', "import a from './a.json' with { type: 'json' };", ['./a.json']],
    ['what it exports', "export { a, b as c } from './a.ts';", ['./a.ts']],
    [
      'all that it exports',
      "export * from './a.ts';\nexport * as b from './b.ts';",
      ['./a.ts', './b.ts'],
    ],
    ['a type that it exports', "export type { A } from './a.ts';", ['./a.ts']],
    ['later', "const a = await import('./a.ts');", ['./a.ts']],
    ['later, on several lines', "return import(\n  './a.ts'\n);", ['./a.ts']],
    ['the type of a module', "type A = typeof import('./a.ts');", ['./a.ts']],
    [
      'two on one line',
      "import { a } from './a.ts'; import { b } from './b.ts';",
      ['./a.ts', './b.ts'],
    ],
    ['after a comment', "/* it's */ import { a } /* one */ from './a.ts'; // it's", ['./a.ts']],
    [
      'after a regular expression',
      "const a = /[/*'`]\\/*/;\nconst b = import('./b.ts');",
      ['./b.ts'],
    ],
    ['after a division', "const a = b / c; // '\nconst d = (e) / import('./f.ts');", ['./f.ts']],
    [
      'after a template',
      `const a = \`\${b ? \`it's \${c}\` : ''} //\`;\nimport('./d.ts');`,
      ['./d.ts'],
    ],
  ])('is found: %s', (_, text, specifiers) => {
    expect(specifiersOf(text)).toEqual(specifiers);
  });

  test.each<[what: string, text: string]>([
    ['a comment', "// import { a } from './a.ts';\n/** @type {import('./b.ts')} */\n"],
    ['a string', 'const a = "import { a } from \'./a.ts\'";'],
    ['a template', "const a = `import { a } from './a.ts';`;"],
    ['an exported text', "export const a = './a.ts';\nexport type B = './b.ts';"],
    ['an exported table', "export const FROM = { from: './a.ts' };"],
    ['a method', "host.import('./a.ts');"],
    ['where the module is', "new URL('./a.ts', import.meta.url);"],
  ])('is not found in %s', (_, text) => {
    expect(specifiersOf(text)).toEqual([]);
  });

  test('is resolved from its folder, once, and packages are left out', () => {
    const text =
      "import { a } from '../b/a.ts';\nimport type { A } from '../b/a.ts';\nimport fs from 'node:fs';";
    expect(importsOf([{ path: 'shared/a/x.ts', text }])).toEqual([
      { from: 'shared/a/x.ts', to: 'shared/b/a.ts' },
    ]);
  });

  test('is no less than what esbuild finds in the sources', async () => {
    const sources = sourceFiles(ROOT);
    const known = new Set(importsOf(sources).map(({ from, to }) => `${from} imports ${to}`));
    const { metafile } = await build({
      absWorkingDir: ROOT,
      entryPoints: sources.map(({ path }) => path).filter((path) => !path.endsWith('.d.ts')),
      outdir: 'nowhere',
      ...{ bundle: true, format: 'esm', platform: 'node', packages: 'external' },
      ...{ write: false, metafile: true, logLevel: 'silent' },
    });
    const missed = sources.flatMap(({ path }) =>
      (metafile.inputs[path]?.imports ?? [])
        .filter(({ external }) => !external)
        .map((imported) => `${path} imports ${imported.path}`)
        .filter((arrow) => !known.has(arrow)),
    );
    expect(known.size).toBeGreaterThan(500);
    expect(missed).toEqual([]);
  });
});

describe('a graph of imports', () => {
  const arrows = (text: string) =>
    text.split(' ').map((arrow) => {
      const [from = '', to = ''] = arrow.split('>');
      return { from, to };
    });

  test('has no cycle if all arrows go one way', () => {
    expect(cyclesOf(arrows('a>b b>c a>c d>c'))).toEqual([]);
  });

  test('lists each cycle once', () => {
    expect(cyclesOf(arrows('a>b b>c c>a x>a c>y p>q q>p r>r'))).toEqual([
      ['a', 'b', 'c'],
      ['p', 'q'],
      ['r'],
    ]);
  });

  test('lists the units that import each other, even if no file does', () => {
    const unitOf = (path: string) => path.split('/')[0] ?? '';
    expect(mutualPairsOf(arrows('a/1>b/1 b/2>a/2 a/1>c/1 a/1>a/2 a/2>a/1'), unitOf)).toEqual([
      ['a', 'b'],
    ]);
  });
});
