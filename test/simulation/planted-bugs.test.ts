import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { editedFile, findPlace } from '../edits/edit-by-symbol.mjs';
import { PLANTED_BUGS } from './planted-bugs.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

test.each(PLANTED_BUGS)('the code that the bug "$name" replaces exists once', (bug) => {
  expect(() => editedFile(ROOT, bug)).not.toThrow();
  expect(findPlace(ROOT, bug.place).text).not.toContain(bug.wrong || '\0');
});

test('no two bugs have the same name', () => {
  expect(new Set(PLANTED_BUGS.map(({ name }) => name)).size).toBe(PLANTED_BUGS.length);
  expect(PLANTED_BUGS.length).toBeGreaterThanOrEqual(46);
});
