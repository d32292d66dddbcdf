import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { detailsText, figuresTable } from '../../scripts/figures/figures-text.mjs';
import { sourceFigures } from '../../scripts/figures/source-figures.mjs';

const root = mkdtempSync(join(tmpdir(), 'figures-test-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Long enough for jscpd: 5 lines, and 50 tokens. */
const COPIED = Array.from({ length: 12 }, (_, index) => `const a${index} = [${index}, 'x'];\n`);

const TREE = {
  'shared/kms/client.ts': "import { a } from './small.ts';\nimport '../tag/tags.ts';\n",
  'shared/kms/small.ts': 'export const a = 1;\n',
  'shared/tag/tags.ts': "import '../kms/pages.ts';\n",
  'shared/kms/pages.ts': Array.from({ length: 70 }, (_, index) => `// Line ${index}.\n`).join(''),
  'shared/kms/generated/types.ts': 'export type A = 1;\n',
  'cli/one.ts': `import './two.ts';\n${COPIED.join('')}`,
  'cli/two.ts': `import './one.ts';\n${COPIED.join('')}`,
  'test/unit/a.test.ts': "import '../../shared/kms/pages.ts';\n",
};

for (const [path, text] of Object.entries(TREE)) {
  mkdirSync(join(root, dirname(path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test('the hand-written sources are counted, without tests and generated files', async () => {
  const { duplicates, ...figures } = await sourceFigures(root);
  expect(figures).toEqual({
    files: 6,
    medianLines: 2,
    p90Lines: 70,
    longest: { path: 'shared/kms/pages.ts', lines: 70 },
    smallBesideImporter: ['cli/one.ts', 'cli/two.ts', 'shared/kms/small.ts'],
    cycles: [['cli/one.ts', 'cli/two.ts']],
    mutualFolders: [
      ['shared/kms', 'shared/tag'],
      ['cli/one.ts', 'cli/two.ts'],
    ],
  });
  expect(duplicates).toMatchObject({
    clones: 1,
    places: [expect.stringMatching(/^cli\/.+ and cli\//)],
  });
});

test('figures of two trees stand side by side', async () => {
  const sources = await sourceFigures(root);
  const entered = { queue: ['a.ts', 'b.ts'], command: ['c.ts'], redrive: [] };
  const before = { name: '1234567', sources, entered: 'The local cloud did not start.' };
  const table = figuresTable([before, { name: 'working tree', sources, entered }]);
  const rows = table.split('\n').map((row) => row.split(/ {2,}/));
  expect(rows[0]).toEqual(['', '1234567', 'working tree']);
  expect(rows).toContainEqual(['hand-written source files', '6', '6']);
  expect(rows).toContainEqual(['files entered between queue record and event', 'unknown', '2']);
  expect(detailsText(before, false)).toContain('not known: The local cloud did not start.\n');
});

test.each(['no-such-revision', '--help', ''])(
  '%o is not measured, which takes a sentence',
  (name) => {
    const script = fileURLToPath(new URL('../../scripts/figures.mjs', import.meta.url));
    const { status, stdout, stderr } = spawnSync('node', [script, `--against=${name}`]);
    expect([status, String(stdout), String(stderr)]).toEqual([
      1,
      '',
      `--against must name a commit of this repository, not "${name}".\n`,
    ]);
  },
);
