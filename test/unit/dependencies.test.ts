import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Each has a lock file of its own. */
const PLACES = ['', 'client/', 'test/contract-judges/', 'test/mutation/', 'test/runtimes/'];

/** It has so many packages that npm is told to run no script of any. */
const JUDGES = 'test/contract-judges/';

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'];

const { dependencies, devDependencies, allowScripts } = JSON.parse(textOf('package.json'));

type Locked = {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
};

/** What a lock file has of each package, but of the project itself. */
function lockedIn(place: string): readonly (readonly [path: string, locked: Locked])[] {
  const { packages } = JSON.parse(textOf(`${place}package-lock.json`));
  return Object.entries<Locked>(packages).filter(([path]) => path !== '');
}

describe('what others wrote', () => {
  test.each(PLACES)('is named by its exact version in %spackage.json', (place) => {
    const named = JSON.parse(textOf(`${place}package.json`));
    const versions = KINDS.flatMap((kind) => Object.entries<string>(named[kind] ?? {}));
    expect(versions.length).toBeGreaterThan(0);
    for (const [name, version] of versions)
      expect(version, name).toMatch(/^(?:npm:.+@)?\d+\.\d+\.\d+$/);
  });

  test.each(PLACES)(
    'is known by its hash in %spackage-lock.json, wherever it comes from',
    (place) => {
      const packages = lockedIn(place);
      expect(packages.length).toBeGreaterThan(0);
      for (const [path, { version, integrity, resolved, link }] of packages) {
        expect(version, path).toMatch(/^\d+\.\d+\.\d+/);
        expect(integrity, path).toMatch(/^sha512-[\w+/]{86}==$/);
        expect(resolved, path).toBeUndefined();
        expect(link, path).toBeUndefined();
      }
    },
  );

  test('has its reason in docs/decisions/0001-dependencies.md, and what ships is seven packages', () => {
    const reasons = textOf('docs/decisions/0001-dependencies.md');
    const [shipped = ''] = reasons.split('What builds and tests:');
    const names = [...shipped.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
    expect(Object.keys(dependencies).sort()).toEqual(names.sort());
    expect(names).toHaveLength(7);
    for (const name of Object.keys(devDependencies)) expect(reasons).toContain(`\`${name}\``);
  });

  // npm 11 reads `allowScripts`; npm 10, which Node 20 brings, runs every script there is.
  test.each(PLACES)('runs nothing while %spackage.json is installed, but esbuild', (place) => {
    if (place === JUDGES) {
      expect(textOf(`${place}.npmrc`)).toMatch(/^ignore-scripts=true$/m);
      return;
    }
    const scripted = lockedIn(place).filter(([, locked]) => locked.hasInstallScript === true);
    for (const [path, { dev }] of scripted) expect(dev, `${path} ships`).toBe(true);
    const expected = place === '' ? ['node_modules/esbuild'] : [];
    expect(scripted.map(([path]) => path)).toEqual(expected);
  });

  test('runs what has its reason in docs/decisions/0001-dependencies.md', () => {
    expect(allowScripts).toEqual({ esbuild: true });
    const [, reasons = ''] = textOf('docs/decisions/0001-dependencies.md').split(
      'What runs a script while it is installed:',
    );
    expect([...reasons.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name)).toEqual(['esbuild']);
  });
});
