import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const textOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Each has a lock file of its own. */
const PLACES = ['', 'test/mutation/', 'test/runtimes/'];

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'];

const { dependencies, devDependencies, allowScripts } = JSON.parse(textOf('package.json'));
const locked = lockedIn('');

type Locked = {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
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

  test('runs nothing while it is installed, but for two that are named', () => {
    const scripted = locked.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    const named = Object.keys(allowScripts);
    for (const [path, { dev, optional }] of scripted) {
      expect(dev, `${path} ships`).toBe(true);
      if (optional !== true) expect(named).toContain(path.replace(/^.*node_modules\//, ''));
    }
  });
});
