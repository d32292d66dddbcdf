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

/** Each test of a cell such as `file`: *name*; *name*<br>`file`: *name*. */
function proofsIn(cell: string): string[] {
  return cell.split('<br>').flatMap((part) => {
    const [, file, names = ''] = /^`([^`]+)`: \*(.+)\*$/.exec(part) ?? [];
    return names.split('*; *').map((name) => `${file}: ${name}`);
  });
}

const FILES = ['deploy', 'events', 'functions', 'scripts', 'shared'].flatMap((folder) =>
  readdirSync(`${ROOT}${folder}`, { recursive: true }).map((path) => `/${folder}/${path}`),
);

/** Whether there is such a file: named by its whole path, or by its last parts where that will do. */
function isThere(file: string): boolean {
  return FILES.some((path) => path.endsWith(`/${file}`));
}

const REMOVALS = THREATS.flatMap(({ removals }) => removals);

describe('the page about security', () => {
  test('has the twenty threats of the code, each with its tests', () => {
    expect(ROWS.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    expect(ROWS.map(({ number, name, proofs }) => ({ number, name, proofs }))).toEqual(
      THREATS.map(({ number, name, removals }) => {
        const proofs = new Set(removals.map(({ testFile, test: one }) => `${testFile}: ${one}`));
        return { number, name, proofs: [...proofs].sort() };
      }),
    );
  });

  test.each(ROWS)('names in threat $number files that there are', ({ control }) => {
    const named = [...control.matchAll(/`([\w./-]+\.(?:ts|mjs|json|yml))`/g)];
    const absent = named.map(([, file = '']) => file).filter((file) => !isThere(file));
    expect(absent).toEqual([]);
  });
});

describe('what is taken away to prove a test', () => {
  test.each(REMOVALS)('stands in the code once: $name', (removal) => {
    expect(() => editedFile(ROOT, removal)).not.toThrow();
    expect(removal.wrong).not.toBe(removal.right);
  });

  test.each(REMOVALS)('has a test that must notice it: $name', ({ testFile, test: name }) => {
    const quoted = ["'", '"', '`'].map((quote) => `${quote}${name}${quote}`);
    const text = textOf(testFile);
    expect(quoted.reduce((count, one) => count + text.split(one).length - 1, 0)).toBe(1);
  });

  test('is called by a name of its own', () => {
    expect(new Set(REMOVALS.map(({ name }) => name)).size).toBe(REMOVALS.length);
  });
});
