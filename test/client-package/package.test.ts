import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runningApplication } from '../world/running-application.ts';

// What `npm pack` makes of client/, in an empty project. Needs the bundles that `npm run build` makes.

const CLIENT = fileURLToPath(new URL('../../client/', import.meta.url));

const run = promisify(execFile);

const base = mkdtempSync(join(tmpdir(), 'client-'));
const consumer = join(base, 'consumer');
let archive = '';
let paths: readonly string[] = [];

beforeAll(async () => {
  const packed = await run('npm', ['pack', '--json', '--pack-destination', base], { cwd: CLIENT });
  // What `prepack` prints comes first.
  const [{ filename, files }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[\n')));
  archive = join(base, filename);
  paths = files.map(({ path }: { path: string }) => path).sort();
  mkdirSync(consumer);
  writeFileSync(join(consumer, 'package.json'), '{ "private": true, "type": "module" }\n');
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  const packages = [archive, 'typescript@5.9.3', '@types/node@20.19.43'];
  await run('npm', ['install', ...quietly, ...packages], { cwd: consumer });
}, 240_000);

afterAll(() => rmSync(base, { recursive: true }));

const tool = (name: string, ...args: readonly string[]) =>
  run(join(CLIENT, 'node_modules/.bin', name), args, { cwd: CLIENT });

test('the types of the API are those of the description that it serves', async () => {
  await run(process.execPath, ['scripts/generate.mjs', '--check'], { cwd: CLIENT });
});

describe('the package', () => {
  test('has what runs, its types and what explains it', () => {
    const entries = new Set(paths.map((path) => path.replace(/\/.*/, '')));
    expect([...entries].sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json']);
    const isOther = (path: string) => path.startsWith('dist/') && !/\.(?:js|d\.ts)$/.test(path);
    expect(paths.filter(isOther)).toEqual([]);
  });

  test('has one dependency', () => {
    const installed = join(consumer, 'node_modules/tenant-keys-client/package.json');
    const { dependencies } = JSON.parse(readFileSync(installed, 'utf8'));
    expect(Object.keys(dependencies)).toEqual(['openapi-fetch']);
  });

  test('is clean by publint and by arethetypeswrong', async () => {
    const { stdout } = await tool('publint', '--strict', '--level', 'suggestion');
    expect(stdout).toContain('All good!');
    await tool('attw', archive, '--profile', 'esm-only', '--exclude-entrypoints', 'package.json');
  });
});

describe('an empty project', () => {
  const compile = (text: string, moduleOptions: readonly string[]) => {
    writeFileSync(join(consumer, 'consumer.ts'), text);
    const strict = ['--strict', '--exactOptionalPropertyTypes', '--target', 'es2022'];
    return run('npx', ['tsc', ...strict, ...moduleOptions, 'consumer.ts'], { cwd: consumer }).catch(
      ({ stdout }) => {
        throw new Error(stdout);
      },
    );
  };

  const NODE = ['--module', 'nodenext', '--types', 'node'];
  const BUNDLER = ['--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom'];

  test.each([
    ['Node', NODE],
    ['a bundler', BUNDLER],
  ])('compiles what the README shows, for %s', async (_, options) => {
    const readme = readFileSync(join(CLIENT, 'README.md'), 'utf8');
    const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);
    expect(blocks).toHaveLength(2);
    const given = `declare const message: Uint8Array; declare function fetchToken(): Promise<string>;
declare function report(alias: string, keyState: string): void;
declare function activate(tenantId: string, keyId: string): Promise<void>;\n`;
    await compile(given + blocks.join('\n'), [...options, '--noEmit']);
  });

  test('runs the pipeline of the main README', async () => {
    const readme = readFileSync(join(CLIENT, '../README.md'), 'utf8');
    const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code);
    expect(blocks).toHaveLength(1);
    const application = await runningApplication('client-pipeline');
    try {
      await compile(blocks.join(''), NODE);
      const { url, token } = application.cloud;
      const env = {
        ...process.env,
        TENANT_KEYS_URL: `${url}/functions/accept-request`,
        TENANT_KEYS_TOKEN: token,
      };
      const { stdout } = await run(process.execPath, ['consumer.js'], { cwd: consumer, env });
      expect(stdout.replaceAll(/[0-9a-f-]{36}/g, 'ID')).toBe(
        'umbrella_main ID\ncyberdyne_main ID\numbrella_main Enabled\n',
      );
    } finally {
      await application.close();
    }
  });

  test('makes a key, finds it and reads its event', async () => {
    const application = await runningApplication('client-package');
    const text = `import { tenantKeys } from 'tenant-keys-client';
import { ProblemError } from 'tenant-keys-client/errors';
import { parseEvent } from 'tenant-keys-client/events';

const [url = '', token = ''] = process.argv.slice(2);
const keys = tenantKeys({ url: \`\${url}/functions/accept-request\`, token });
const key = await keys.ensureKey('acme', { keyName: 'main' });
const found = await keys.findKey('acme', 'main');
const refused = await keys.ensureKey('acme', { keyName: 'main', origin: 'EXTERNAL' }).catch((error) => error);
const [message] = await (await fetch(\`\${url}/topics/key-events/messages?from=0\`)).json();
const event = parseEvent(message);
const isSame = event?.type === 'tenant-key.provisioned' && event.data.keyId === key.keyId;
console.log(JSON.stringify([key.alias, found?.keyId === key.keyId, refused instanceof ProblemError && refused.code, isSame]));
`;
    try {
      await compile(text, NODE);
      const { url, token } = application.cloud;
      const { stdout } = await run(process.execPath, ['consumer.js', url, token], {
        cwd: consumer,
      });
      expect(JSON.parse(stdout)).toEqual(['acme_main', true, 'KeyConflict', true]);
    } finally {
      await application.close();
    }
  });
});
