import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FAILURES } from '../../shared/tenant-key/failures.ts';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const readme = textOf('README.md');

test('the table of failures in the README is the one that the code goes by', () => {
  const rows = [...FAILURES.values()].map(
    ({ code, reaction, end, meaning }) => `| \`${code}\` | ${reaction} | ${end} | ${meaning} |`,
  );
  const [, table] = /\n\| code \|.*\n\|---.*\n((?:\|.*\n)*)/.exec(readme) ?? [];
  expect(table?.trimEnd().split('\n')).toEqual(rows);
});

test('the commands in the README are scripts of the package', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/(?:^|`|&& )npm (?:run )?([a-z:]+)/gm)].map(
    ([, name]) => name ?? '',
  );
  const known = new Set([...Object.keys(scripts), 'ci', 'run']);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test('the settings in the README are those that the functions read, with their defaults', () => {
  const read = [
    ...textOf('shared/config.ts').matchAll(/read\('([A-Z_]+)', (?:'(\w*)'|undefined)/g),
  ];
  expect(read).toHaveLength(12);
  for (const [, name, fallback] of read) {
    const [row] = readme.match(new RegExp(`^\\|.*\`${name}\`.*$`, 'm')) ?? [];
    expect(row, name).toBeDefined();
    expect(row, name).toContain(fallback ? `\`${fallback}\`` : '');
  }
});
