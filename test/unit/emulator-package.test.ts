import { expect, test } from 'vitest';
import { sourceFiles } from '../../scripts/import-graph.mjs';

/** Words of the product. The emulator could be a package of its own, so it contains none of them. */
const WORDS =
  /tenant|key-(?:requests|events|dead-letters|quota)|MARKER_KEYS|accept-request|provision-keys|redrive|reconcile|shared\//i;

const sources = sourceFiles(new URL('../../', import.meta.url).pathname)
  .filter(({ path }) => path.startsWith('emulator/'))
  .map(({ path, text }) => [path, text] as const);

test('the emulator has sources', () => expect(sources.length).toBeGreaterThan(50));

test.each(sources)('%s has no word of the product', (_, text) => {
  expect(text.split('\n').filter((line) => WORDS.test(line))).toEqual([]);
});
