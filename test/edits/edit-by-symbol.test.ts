import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declarationsOf, editedFile, findPlace } from './edit-by-symbol.mjs';

const TABLE = `import { other } from './other.ts';

// A note on the table.
export const TABLE: readonly (readonly [
  string,
])[] = [
  ['limit'],
];

/** A function is hoisted over its overloads. */
export function limitOf(row: string): number;
export function limitOf(row: number): number;
export function limitOf(row: string | number): number {
  return inner(row);

  function inner(text: string | number) {
    return Number(text);
  }
}
/** Right below. */
async function* pages() {
  yield 'limit';
}

if (TABLE.length === 0) pages();
export type Limit = {
  readonly limit: number;
};
const limit = other(
  'a',
);
`;

const OTHER = `/** Declares a helper of the same name. */
export const other = (text: string) => limit(text);

function limit(text: string) {
  return text.trim() === '' ? 'limit' : text;
}
`;

const FILES = {
  'shared/table.ts': TABLE,
  'shared/generated/table.ts': 'export const TABLE = [];\n',
  'functions/other.ts': OTHER,
  'scripts/build.mjs': "export const main = () => 'built';\n",
  'deploy/table.d.ts': 'export declare const TABLE: [];\n',
  'serverless.yml': 'name: one\nother: two\n',
};

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tenant-keys-edits-'));
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the declarations of a source', () => {
  test('begin at the left margin, and include their overloads', () => {
    const names = declarationsOf(TABLE).map(({ name }) => name);
    expect(names).toEqual(['TABLE', 'limitOf', 'pages', 'Limit', 'limit']);
  });

  test.each([
    ['TABLE', 'export const TABLE', '];'],
    ['limitOf', 'export function limitOf(row: string): number;', '}'],
    ['pages', 'async function* pages() {', '}'],
    ['Limit', 'export type Limit = {', '};'],
  ])('reach from the first line to the last of %s', (name, first, last) => {
    const { text } = findPlace(root, name);
    expect(text.startsWith(first)).toBe(true);
    expect(text.endsWith(`\n${last}`)).toBe(true);
    expect(text).not.toContain('/**');
  });

  test('continue after closing brackets and empty lines', () => {
    expect(findPlace(root, 'TABLE').text).toContain("['limit']");
    expect(findPlace(root, 'limitOf').text).toContain('return Number(text);');
  });
});

describe('an edit', () => {
  test('changes one place of the file that declares the symbol', () => {
    const { file, text } = editedFile(root, { place: 'pages', right: "'limit'", wrong: "'$&'" });
    expect(file).toBe('shared/table.ts');
    expect(text).toBe(TABLE.replace("yield 'limit'", () => "yield '$&'"));
  });

  test('distinguishes helpers of the same name by another declaration of their file', () => {
    const edit = { right: 'limit(', wrong: 'cut(' };
    expect(editedFile(root, { place: 'other > limit', ...edit })).toEqual({
      file: 'functions/other.ts',
      text: OTHER.replace('function limit(', 'function cut('),
    });
    expect(findPlace(root, 'TABLE > limit').file).toBe('shared/table.ts');
  });

  test('changes a file by its path', () => {
    const { file, text } = editedFile(root, { place: 'serverless.yml', right: 'one', wrong: '1' });
    expect({ file, text }).toEqual({ file: 'serverless.yml', text: 'name: 1\nother: two\n' });
  });

  test('finds scripts too', () => {
    expect(findPlace(root, 'main').file).toBe('scripts/build.mjs');
  });

  test.each([
    ['a symbol that is unknown', 'absent', 'x', 'No declaration of absent was found.'],
    ['a symbol within a function', 'inner', 'x', 'No declaration of inner was found.'],
    [
      'a symbol that two files declare',
      'limit',
      'x',
      'limit is declared 2 times: functions/other.ts, shared/table.ts. Name one as known > name.',
    ],
    [
      'a helper that its file does not declare',
      'other > pages',
      'x',
      'No declaration of pages was found.',
    ],
    [
      'a text that is elsewhere',
      'TABLE',
      'yield',
      'This occurs 0 times in TABLE (shared/table.ts): yield',
    ],
    [
      'a text that occurs twice',
      'limitOf',
      'inner(',
      'This occurs 2 times in limitOf (shared/table.ts): inner(',
    ],
  ])('is refused for %s', (_, place, right, message) => {
    expect(() => editedFile(root, { place, right, wrong: '' })).toThrow(new Error(message));
  });
});
