import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleFunctions, bundleLocal, bundlePage } from '../../scripts/bundle.mjs';
import { withCopied } from '../../scripts/sbom.mjs';

// What `npm pack` makes. Needs the bundles that `npm run build` makes.

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const run = promisify(execFile);

const base = mkdtempSync(join(tmpdir(), 'packed-'));
/** An empty project that the archive is installed in. */
const consumer = join(base, 'consumer');
/** The archive as it is, with no package beside it. */
const unpacked = join(base, 'package');

let paths: readonly string[] = [];

beforeAll(async () => {
  // Without scripts: `prepare` would build again, beside tests that run the bundles.
  const packed = await run(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', base],
    { cwd: ROOT },
  );
  const [{ filename, files }] = JSON.parse(packed.stdout);
  paths = files.map(({ path }: { path: string }) => path).sort();
  mkdirSync(consumer);
  writeFileSync(join(consumer, 'package.json'), '{ "private": true }\n');
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  await Promise.all([
    run('tar', ['-xzf', join(base, filename), '-C', base]),
    run('npm', ['install', '--omit=dev', ...quietly, join(base, filename)], { cwd: consumer }),
  ]);
}, 240_000);

afterAll(() => rmSync(base, { recursive: true }));

describe('the package', () => {
  test('has what runs and what explains it, and neither sources nor tests', () => {
    const entries = new Set(paths.map((path) => path.replace(/\/.*/, '')));
    expect([...entries].sort()).toEqual([
      ...['.env.example', 'CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'SECURITY.md'],
      ...['THIRD-PARTY-LICENSES.md', 'deploy', 'dist', 'docs', 'events', 'package.json'],
      'serverless.yml',
    ]);
    const isAlarm = (path: string) => path.startsWith('deploy/alarms/');
    expect(paths.filter(isAlarm)).toHaveLength(13);
    expect(paths.filter((path) => path.startsWith('deploy/') && !isAlarm(path))).toEqual([
      'deploy/log-index.json',
      'deploy/policy.accept-request.json',
      'deploy/policy.deployer.json',
      'deploy/policy.heal.json',
      'deploy/policy.operator-of-all-functions.json',
      'deploy/policy.operator.json',
      'deploy/policy.oversee.json',
      'deploy/policy.provision-keys.json',
      'deploy/policy.queue-operator.json',
      'deploy/policy.reconcile.json',
      'deploy/policy.redrive.json',
      'deploy/serverless.schema.json',
    ]);
    expect(paths).toContain('dist/cli/tenant-keys.mjs');
    expect(paths.filter((path) => /\.tsx?$|\.test\.|\.env$|\.npmrc$|\.log$/.test(path))).toEqual(
      [],
    );
    // What the simulator and the benchmarks bundle for themselves.
    expect(paths.filter((path) => /^dist\/(?:bench|simulation)\//.test(path))).toEqual([]);
  });

  test('has the licences of all that its bundles contain', async () => {
    const page = readFileSync(join(unpacked, 'THIRD-PARTY-LICENSES.md'), 'utf8');
    const sections = new Map(
      page
        .split(/^## /m)
        .slice(1)
        .map((section) => [section.slice(0, section.indexOf(' (')), flat(section)]),
    );
    const folders = await bundledPackages();
    const names = folders.map((folder) => folder.replace(/^.*node_modules\//, ''));
    expect([...sections.keys()]).toEqual(names);
    for (const [index, name] of names.entries()) {
      const text = licenceIn(join(ROOT, folders[index]!));
      const isApache = text?.includes('Apache License') === true;
      const expected = isApache ? 'text of [LICENSE](LICENSE)' : (text ?? 'MIT License');
      expect(sections.get(name), name).toContain(flat(expected));
    }
  });
});

describe('installed in an empty folder, the package', () => {
  const command = join(consumer, 'node_modules/.bin/tenant-keys');
  const load = createRequire(join(consumer, 'index.js'));

  test('has a command that explains itself', async () => {
    const { stdout, stderr } = await run(command, ['--help'], { cwd: consumer });
    expect(stdout).toMatch(/^Usage: tenant-keys /);
    expect(stderr).toBe('');
  });

  test('has a command that says which release it is', async () => {
    const { stdout } = await run(command, ['--version'], { cwd: consumer });
    const { version } = load('tenant-keys/package.json');
    expect(stdout).toContain(version);
  });

  test('offers the contracts to import, and nothing else', () => {
    expect(load('tenant-keys/events/key-request.schema.json').title).toBe('Key request');
    expect(load('tenant-keys/events/samples/key.json')).toHaveProperty('keyId');
    for (const page of ['openapi', 'asyncapi']) {
      expect(readFileSync(load.resolve(`tenant-keys/events/${page}.yaml`), 'utf8')).toMatch(
        new RegExp(`^${page}: `, 'm'),
      );
    }
    const hidden = ['', '/dist/cli/tenant-keys.mjs', '/serverless.yml'];
    for (const path of hidden) {
      expect(() => load.resolve(`tenant-keys${path}`)).toThrow(
        expect.objectContaining({ code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' }),
      );
    }
  });
});

describe('unpacked, without the packages that it names as dependencies, the package', () => {
  let cloud: ChildProcess | undefined;
  afterAll(async () => {
    if (cloud === undefined || cloud.exitCode !== null) return;
    cloud.kill('SIGTERM');
    await once(cloud, 'close');
  });

  test('starts a local cloud with the application, and finds nothing left to deploy', async () => {
    const [program = ''] = paths.filter((path) => /^dist\/.*\/start\.mjs$/.test(path));
    const started = spawn(process.execPath, [program, '--json', '--empty', '--port', '0'], {
      cwd: unpacked,
      env: {},
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    cloud = started;
    const [line] = await once(createInterface({ input: started.stdout }), 'line');
    const { ready, url } = JSON.parse(line);
    expect(ready).toBe(true);

    const { stdout } = await run(
      process.execPath,
      ['dist/cli/tenant-keys.mjs', 'deploy', '--plan', '--target', 'local', '--json'],
      { cwd: unpacked, env: { TENANT_KEYS_ENDPOINT: url } },
    );
    expect(JSON.parse(stdout)).toMatchObject({ changes: [] });
  });
});

/** The folders of the packages of which something is in a bundle, such as `node_modules/jose`. */
async function bundledPackages(): Promise<readonly string[]> {
  const bundles = await Promise.all([bundleFunctions(), bundleLocal(), bundlePage()]);
  const inputs = bundles.flatMap(({ metafile }) =>
    Object.values(metafile.outputs).flatMap((output) =>
      Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
    ),
  );
  const all = withCopied(
    inputs.map(([path]) => path),
    (path) => readFileSync(join(ROOT, path), 'utf8'),
  );
  const folders = all.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].sort();
}

/** Of the packages in the bundles, that of @middy/core alone leaves its licence in its repository. */
function licenceIn(folder: string): string | undefined {
  const name = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  return name === undefined ? undefined : readFileSync(join(folder, name), 'utf8');
}

/** The same words, however their lines are broken. */
function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
