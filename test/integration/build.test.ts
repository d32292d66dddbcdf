import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageCode } from '../../deploy/state/code-package.ts';
import { DEAD_WEIGHT } from '../../scripts/dead-weight.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const SOURCES = [
  ...['functions', 'shared', 'emulator', 'local', 'cli', 'deploy', 'terminal', 'events', 'scripts'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'serverless.yml'],
];

const FUNCTIONS = ['accept-request', 'heal', 'oversee', 'provision-keys', 'reconcile', 'redrive'];

const base = mkdtempSync(join(realpathSync(tmpdir()), 'build-'));
const one = join(base, 'one');
const other = join(base, 'further/down/other place');

const build = (place: string) =>
  promisify(execFile)(process.execPath, [join(place, 'scripts/build.mjs')], { cwd: base });

beforeAll(async () => {
  for (const place of [one, other]) {
    mkdirSync(place, { recursive: true });
    for (const source of SOURCES)
      cpSync(join(ROOT, source), join(place, source), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(place, 'node_modules'));
  }
  await Promise.all([one, other].map(build));
}, 120_000);

afterAll(() => rmSync(base, { recursive: true }));

/** Every file below `dist/`, by its path. */
function builtIn(place: string): ReadonlyMap<string, Buffer> {
  const dist = join(place, 'dist');
  const paths = readdirSync(dist, { recursive: true, encoding: 'utf8' }).sort();
  const files = paths.filter((path) => statSync(join(dist, path)).isFile());
  return new Map(files.map((path) => [path, readFileSync(join(dist, path))]));
}

/** What a build made, in a form that is quick to compare. */
function hashesOf(files: ReadonlyMap<string, Buffer>): readonly (readonly [string, string])[] {
  return Array.from(files, ([path, bytes]) => [path, sha256Of(bytes)]);
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('two builds of the same sources in different places', () => {
  test('are equal, byte for byte', () => {
    const first = builtIn(one);
    expect([...first.keys()]).toEqual([
      'cli/tenant-keys.mjs',
      'emulator/worker.mjs',
      'functions/accept-request/index.js',
      'functions/heal/index.js',
      'functions/oversee/index.js',
      'functions/package.json',
      'functions/provision-keys/index.js',
      'functions/reconcile/index.js',
      'functions/redrive/index.js',
      'local/page/app.css',
      'local/page/app.js',
      'local/page/icon.svg',
      'local/page/index.html',
      'local/start.mjs',
      ...FUNCTIONS.map((name) => `sbom/${name}.cdx.json`),
    ]);
    for (const [path, bytes] of builtIn(other))
      expect(first.get(path)?.equals(bytes), path).toBe(true);
  });

  test('name neither place', () => {
    for (const [path, bytes] of builtIn(one)) {
      for (const place of [base, ROOT])
        expect(bytes.includes(place), `${path} in ${place}`).toBe(false);
    }
  });

  test.each(FUNCTIONS)('make the same package of %s', (name) => {
    const [first, second] = [one, other].map((place) =>
      packageCode(
        new Map([['index.js', readFileSync(join(place, `dist/functions/${name}/index.js`))]]),
      ),
    );
    // Vitest compares bytes one by one, which takes seconds.
    expect(first!.sha256).toBe(second!.sha256);
    expect(Buffer.compare(first!.zip, second!.zip)).toBe(0);
  });
});

describe('another build in the same place', () => {
  test('touches nothing that is as it should be, restores what is not, and removes what is stale', async () => {
    const pathOf = (path: string) => join(one, 'dist', path);
    const before = builtIn(one);
    const timeOf = (path: string) => statSync(pathOf(path), { bigint: true }).mtimeNs;
    const times = [...before.keys()].map(timeOf);
    writeFileSync(pathOf('functions/redrive/index.js'), 'broken');
    mkdirSync(pathOf('functions/gone'));
    writeFileSync(pathOf('functions/gone/index.js'), 'of a function that is no more');
    mkdirSync(pathOf('simulation'));
    writeFileSync(pathOf('simulation/worker.mjs'), "somebody else's");

    await build(one);

    const after = builtIn(one);
    expect(after.get('simulation/worker.mjs')?.toString()).toBe("somebody else's");
    rmSync(pathOf('simulation'), { recursive: true });
    expect(hashesOf(builtIn(one))).toEqual(hashesOf(before));
    const touched = [...before.keys()].filter((path, index) => timeOf(path) !== times[index]);
    expect(touched).toEqual(['functions/redrive/index.js']);
  }, 120_000);

  test('leaves the command as a program', () => {
    expect(statSync(join(one, 'dist/cli/tenant-keys.mjs')).mode & 0o111).toBe(0o111);
  });
});

describe('the list of what is in the bundle', () => {
  const schemaOf = (name: string) =>
    JSON.parse(
      readFileSync(
        join(
          ROOT,
          `node_modules/@cyclonedx/cyclonedx-library/res/schema/${name}.SNAPSHOT.schema.json`,
        ),
        'utf8',
      ),
    );
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
    ajv.addSchema(schemaOf(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  }
  const validate = ajv.compile(schemaOf('bom-1.6'));
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const sbomOf = (name: string) =>
    JSON.parse(readFileSync(join(one, `dist/sbom/${name}.cdx.json`), 'utf8'));

  test.each(FUNCTIONS)('of %s is valid CycloneDX 1.6, and says which bundle it is of', (name) => {
    const sbom = sbomOf(name);
    expect(validate(sbom), JSON.stringify(validate.errors)).toBe(true);
    const bundle = readFileSync(join(one, `dist/functions/${name}/index.js`));
    expect(sbom).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: {
        component: {
          type: 'application',
          name,
          version: lock.version,
          hashes: [{ alg: 'SHA-256', content: sha256Of(bundle) }],
        },
      },
    });
    expect(sbom).not.toHaveProperty('serialNumber');
    expect(sbom.metadata).not.toHaveProperty('timestamp');
  });

  test.each(FUNCTIONS)('of %s has packages of the lock file alone, as they ship', (name) => {
    const { components, dependencies } = sbomOf(name);
    for (const { 'bom-ref': path, version, hashes, licenses, purl } of components) {
      const { integrity, dev, ...locked } = lock.packages[path];
      const isCopied = path === 'node_modules/ajv';
      expect(dev, `${path} is for builds and tests alone`).toBe(isCopied || undefined);
      expect(version).toBe(locked.version);
      expect(purl.replace('%40', '@')).toBe(
        `pkg:npm/${path.replace(/^.*node_modules\//, '')}@${version}`,
      );
      expect(hashes).toEqual([
        {
          alg: 'SHA-512',
          content: Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex'),
        },
      ]);
      expect(licenses).toHaveLength(1);
    }
    const bundle = dependencies.find(({ ref }: { ref: string }) => ref === name);
    expect(bundle.dependsOn).toEqual(
      components.map((component: any) => component['bom-ref']).sort(),
    );
  });

  test('has what ships, and nothing that is left out', () => {
    const namesIn = (name: string) => sbomOf(name).components.map((each: any) => each['bom-ref']);
    const shipped = Object.keys(
      JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).dependencies,
    );
    const present = new Set(FUNCTIONS.flatMap(namesIn));
    for (const name of shipped) expect(present, name).toContain(`node_modules/${name}`);
    const left = ['debug', 'bignumber.js', 'agent-base', 'yaml', 'fflate', 'croner'];
    for (const name of [...Object.keys(DEAD_WEIGHT), ...left]) {
      expect(present, name).not.toContain(`node_modules/${name}`);
    }
    expect(namesIn('reconcile')).not.toContain('node_modules/jose');
    // Its code is copied into the validators, which every function has.
    for (const name of FUNCTIONS) expect(namesIn(name), name).toContain('node_modules/ajv');
  });
});
