import { expect, test } from 'vitest';
import { selfContained } from '../../scripts/generate/validators.mjs';
import { nameOfPackage, withCopied } from '../../scripts/sbom.mjs';

const helper = (name: string) => `const f = require("ajv/dist/runtime/${name}").default;\n`;

test.each([
  ['no helper', '', 'ajv'],
  ['a helper of ajv', helper('ucs2length'), 'ajv'],
  ['a helper of another package', helper('equal'), 'ajv, fast-deep-equal'],
])('a validator with %s names the packages whose code it has', (_, code, names) => {
  const [first, ...rest] = selfContained(code).split('\n');
  expect(first).toBe(`// Contains code of these packages: ${names}`);
  expect(rest.join('\n')).not.toContain('require(');
});

test('a generated file counts as the packages whose code it has, and no other file does', () => {
  const text = 'const a = 1;\n// Contains code of these packages: @a/b, c\n';
  const inputs = ['shared/quota/generated/validate-a.js', 'shared/quota/a.ts'];
  expect(withCopied(inputs, () => text)).toEqual([
    ...inputs,
    'node_modules/@a/b/',
    'node_modules/c/',
  ]);
});

test.each([
  ['node_modules/jose/dist/index.js', 'jose'],
  ['/home/me/node_modules/@a/b/c.js', '@a/b'],
  ['node_modules/a/node_modules/b/c.js', 'b'],
  ['C:\\me\\node_modules\\a\\b.js', 'a'],
])('%s is a file of the package %s', (path, name) => expect(nameOfPackage(path)).toBe(name));
