import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const readme = textOf('README.md');
const promises = textOf('docs/reliability.md');

test('the commands in the README are scripts of the package', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/(?:^|`|&& )npm (?:run )?([a-z:]+)/gm)].map(
    ([, name]) => name ?? '',
  );
  const known = new Set([...Object.keys(scripts), 'ci', 'run']);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test('each promise is in the name of a test', () => {
  const names = testFiles().flatMap((text) => text.match(/^\s*(?:describe|test)\(.*$/gm) ?? []);
  const promised = [...promises.matchAll(/^- \*\*(P\d+)\*\*/gm)].map(
    ([, promise]) => promise ?? '',
  );
  expect(promised).toHaveLength(12);
  const kept = new Set(names.flatMap((name) => name.match(/\bP\d+\b/g) ?? []));
  expect(promised.filter((promise) => !kept.has(promise))).toEqual([]);
});

test('the README refers only to places that exist', () => {
  const links = [...readme.matchAll(/\]\(([^)]*)\)/g)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(15);
  expect(links.filter((link) => !existsSync(new URL(`../../${link}`, import.meta.url)))).toEqual(
    [],
  );
});

test('the index of decisions has each of them, by its title', () => {
  const files = readdirSync(new URL('../../docs/decisions/', import.meta.url)).sort();
  const rows = files.flatMap((file) => {
    const [, number, title] = /^# (\d+) (.*)/.exec(textOf(`docs/decisions/${file}`)) ?? [];
    return number === undefined ? [] : [`- [${number}](${file}) ${title}`];
  });
  expect(textOf('docs/decisions/README.md').match(/^- .*/gm)).toEqual(rows);
});

/** The texts of all tests. */
function testFiles(): readonly string[] {
  const folder = new URL('../', import.meta.url);
  return ['unit', 'contract', 'property', 'corpus', 'integration', 'simulation']
    .flatMap((kind) => readdirSync(new URL(kind, folder)).map((file) => `test/${kind}/${file}`))
    .filter((path) => path.endsWith('.test.ts'))
    .map(textOf);
}
