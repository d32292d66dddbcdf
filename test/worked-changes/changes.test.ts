import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { WORKED_CHANGES } from './changes.ts';
import { countEdits, withHunk } from './worked-change.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe.each(WORKED_CHANGES)('the worked change "$title"', (change) => {
  test('edits few files by hand, and no generated one', () => {
    const files = change.edits.map(({ file }) => file);
    expect(new Set(files).size).toBe(files.length);
    expect(countEdits(change).files).toBeLessThanOrEqual(change.filesMax);
    expect(files.filter((file) => change.generated.includes(file))).toEqual([]);
    expect(files.filter((file) => /\/generated\//.test(file))).toEqual([]);
  });

  test('fits the code: each hunk has exactly one place', () => {
    for (const { file, hunks } of change.edits) {
      for (const hunk of hunks) expect(() => withHunk(ROOT, file, hunk)).not.toThrow();
    }
  });

  test('has a check', () => {
    expect(existsSync(new URL(`${change.name}.check.ts`, import.meta.url))).toBe(true);
  });
});
