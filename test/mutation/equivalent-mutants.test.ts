import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findPiece } from '../edits/edit-by-symbol.mjs';
import { EQUIVALENT_MUTANTS, strykerPlugins } from './equivalent-mutants.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const CONFIG = JSON.parse(readFileSync(new URL('./stryker.config.json', import.meta.url), 'utf8'));

/** What is mutated: folders, each with a slash at its end, and single files. */
const MUTATED: readonly string[] = CONFIG.mutate.flatMap(
  (pattern: string) => /^([\w/-]+(?:\/(?=\*\*)|\.ts$))/.exec(pattern)?.slice(1) ?? [],
);

describe('the equivalent mutants', () => {
  test.each(EQUIVALENT_MUTANTS)('are in mutated code: $code', ({ place, code }) => {
    const { file } = findPiece(ROOT, place, code);
    expect(MUTATED.filter((place) => file.startsWith(place))).toHaveLength(1);
  });

  test('are each listed once, with a reason', () => {
    const places = EQUIVALENT_MUTANTS.map(({ place, code }) => `${place}: ${code}`);
    expect(new Set(places).size).toBe(EQUIVALENT_MUTANTS.length);
    for (const { reason } of EQUIVALENT_MUTANTS) expect(reason).toMatch(/^[A-Z].+\.$/);
  });

  test('are left out by a plugin in the configuration of the run', () => {
    expect(CONFIG.plugins).toContain('./test/mutation/equivalent-mutants.mjs');
    expect(CONFIG.ignorers).toEqual(strykerPlugins.map(({ name }) => name));
  });
});
