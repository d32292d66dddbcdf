import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url);

const textOf = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

const [, section = ''] = textOf('docs/reliability.md').split('## What others found, by its kind');

/** The rows of the table: an example, its kind, where the kind is held, and the tests. */
const ROWS = [
  ...(section.split('\n## ')[0] ?? '').matchAll(/^\| (.+) \| (.+) \| (.+) \| (.+) \|$/gm),
]
  .map(([, example = '', kind = '', places = '', tests = '']) => ({ example, kind, places, tests }))
  .filter(({ example }) => example !== 'example');

/** The tests in a cell such as `file`: *name*; *name*<br>`file`: *name*. */
function testsIn(cell: string): readonly (readonly [file: string, name: string])[] {
  return cell.split('<br>').flatMap((part) => {
    const [, file = '', names = ''] = /^`([^`]+)`: \*(.+)\*$/.exec(part) ?? [];
    return names.split('*; *').map((name) => [file, name] as const);
  });
}

function countIn(text: string, name: string): number {
  const quoted = ["'", '"', '`'].map((quote) => `${quote}${name}${quote}`);
  return quoted.reduce((count, one) => count + text.split(one).length - 1, 0);
}

describe('the table of faults that others found', () => {
  test('has thirty-seven examples, each once', () => {
    expect(new Set(ROWS.map(({ example }) => example)).size).toBe(37);
    expect(ROWS).toHaveLength(37);
  });

  test.each(ROWS)('names places that exist: $example', ({ places }) => {
    const paths = [...places.matchAll(/`([^`]+\/[^`]+)`/g)].map(([, path = '']) => path);
    expect(paths.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
  });

  test.each(ROWS)('names tests that exist exactly once: $example', ({ tests }) => {
    for (const [file, name] of testsIn(tests))
      expect([name, countIn(textOf(file), name)]).toEqual([name, 1]);
  });
});
