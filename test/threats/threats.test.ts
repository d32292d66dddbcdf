import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { editedFile } from '../edits/edit-by-symbol.mjs';
import { THREATS } from './threats.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const page = textOf('docs/security.md');

/** The rows of the table of threats. */
const ROWS = [...page.matchAll(/^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(
  ([, number, name, control = '', proofs = '']) => {
    return { number: Number(number), name, control, proofs: proofsIn(proofs).sort() };
  },
);

/** The tests in a cell such as `file`: *name*; *name*<br>`file`: *name*. */
function proofsIn(cell: string): string[] {
  return cell.split('<br>').flatMap((part) => {
    const [, file, names = ''] = /^`([^`]+)`: \*(.+)\*$/.exec(part) ?? [];
    return names.split('*; *').map((name) => `${file}: ${name}`);
  });
}

const FOLDERS = [
  'client',
  'cli',
  'deploy',
  'emulator',
  'events',
  'functions',
  'scripts',
  'shared',
  'terminal',
];

const FILES = FOLDERS.flatMap((folder) =>
  readdirSync(`${ROOT}${folder}`, { recursive: true }).map((path) => `/${folder}/${path}`),
);

/** Whether a file exists, by its whole path or the end of it. */
function exists(file: string): boolean {
  return FILES.some((path) => path.endsWith(`/${file}`));
}

const REMOVALS = THREATS.flatMap(({ removals }) => removals);

describe('the page about security', () => {
  test('has the thirty threats of threats.ts, each with its tests', () => {
    expect(ROWS.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
    expect(ROWS.map(({ number, name, proofs }) => ({ number, name, proofs }))).toEqual(
      THREATS.map(({ number, name, removals }) => {
        const proofs = new Set(removals.map(({ testFile, test: one }) => `${testFile}: ${one}`));
        return { number, name, proofs: [...proofs].sort() };
      }),
    );
  });

  test.each(ROWS)('names only files that exist in threat $number', ({ control }) => {
    const named = [...control.matchAll(/`([\w./-]+\.(?:ts|mjs|json|yml))`/g)];
    const absent = named.map(([, file = '']) => file).filter((file) => !exists(file));
    expect(absent).toEqual([]);
  });
});

describe('the removals', () => {
  test.each(REMOVALS)('match the code exactly once: $name', (removal) => {
    expect(() => editedFile(ROOT, removal)).not.toThrow();
    expect(removal.wrong).not.toBe(removal.right);
  });

  test.each(REMOVALS)('have a test that exists exactly once: $name', ({ testFile, test: name }) => {
    const quoted = ["'", '"', '`'].map((quote) => `${quote}${name}${quote}`);
    const text = textOf(testFile);
    expect(quoted.reduce((count, one) => count + text.split(one).length - 1, 0)).toBe(1);
  });

  test('have unique names', () => {
    expect(new Set(REMOVALS.map(({ name }) => name)).size).toBe(REMOVALS.length);
  });
});
