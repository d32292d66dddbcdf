import { describe, expect, test } from 'vitest';
import { arrowViolations } from '../../scripts/arrow-violations.mjs';
import { INNER_ARROWS, TOP_ARROWS } from '../../scripts/arrows.mjs';
import { cyclesOf, importsOf, sourceFiles } from '../../scripts/import-graph.mjs';

const imports = importsOf(sourceFiles(new URL('../../', import.meta.url).pathname));

describe('the sources', () => {
  test('have no import cycle', () => {
    expect(cyclesOf(imports).map((cycle) => cycle.join(' and '))).toEqual([]);
  });

  test('have the arrows alone that scripts/arrows.mjs allows', () => {
    expect(arrowViolations(imports)).toEqual([]);
  });
});

describe('the tables of arrows', () => {
  test.each([['the top', TOP_ARROWS], ...Object.entries(INNER_ARROWS)] as const)(
    'allow no cycle: each row of %s lists only earlier rows',
    (_, arrows) => {
      const earlier = new Set<string>();
      for (const [unit, allowed] of Object.entries(arrows)) {
        for (const target of allowed) expect(earlier, unit).toContain(target.split('/')[0]);
        earlier.add(unit);
      }
    },
  );

  test.each<[from: string, to: string, violation: RegExp | undefined]>([
    ['functions/a.ts', 'shared/kms/client.ts', undefined],
    ['shared/kms/client.ts', 'shared/kms/keys.ts', undefined],
    ['shared/kms/client.ts', 'shared/tencent/call.ts', undefined],
    ['cli/tenant-keys.ts', 'package.json', undefined],
    ['emulator/api/a.ts', 'emulator/json/json.ts', undefined],
    [
      'emulator/api/a.ts',
      'shared/tenant-key/json.ts',
      /^emulator\/api\/a\.ts imports shared\/tenant-key\/json\.ts, but emulator may import nothing \(/,
    ],
    ['shared/tenant-key/a.ts', 'shared/kms/b.ts', /, but shared\/tenant-key may import nothing \(/],
    ['shared/config.ts', 'shared/quota/a.ts', /, but shared\/config\.ts may import /],
    ['shared/kms/a.ts', 'functions/compose.ts', /, but shared may import nothing \(/],
    ['local/a.ts', 'test/world/a.ts', /, but local may import emulator, /],
    ['shared/elsewhere/a.ts', 'shared/kms/a.ts', /, but shared\/elsewhere has no row in /],
  ])('judge that %s imports %s', (from, to, violation) => {
    const [sentence] = arrowViolations([{ from, to }]);
    if (violation === undefined) expect(sentence).toBeUndefined();
    else expect(sentence).toMatch(violation);
  });
});
