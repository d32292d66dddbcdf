import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FUNCTION_NAMES } from '../../scripts/bundle.mjs';
import { type IssuerServer, startIssuer } from '../integration/issuer-server.ts';
import { tokenSigner } from '../world/token-signer.ts';
import { INSTALLED_NODES } from './installed-nodes.ts';

const pathOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const functions = FUNCTION_NAMES;

const runtimes = INSTALLED_NODES.map(({ version, path }) => [version, path] as const);

/** Enough for a function to load, and no address at which anything could answer. */
const ENVIRONMENT = {
  REGION: 'ap-guangzhou',
  TOPICS_URL: 'http://127.0.0.1:1',
  ENVIRONMENT: 'tenant-keys',
  ACCOUNT_UIN: '100000000001',
  MARKER_KEYS: 'k1:0123456789abcdef0123456789abcdef',
  AUTH: 'cam',
};

const CONTEXT = {
  request_id: '4ca7089c-3bb0-48cf-bcdb-26d130fed2ae',
  function_name: 'fn',
  time_limit_in_ms: 3000,
  tencentcloud_uin: '100000000001',
};

/** An event that needs no other service, and what comes of it. */
const INVOCATIONS: Readonly<Record<string, { readonly event: object; readonly came: object }>> = {
  'accept-request': {
    event: { httpMethod: 'GET', path: '/healthz', headers: {}, queryString: {}, body: '' },
    came: { value: { statusCode: 200 } },
  },
  'provision-keys': {
    event: { Unheard: 'of' },
    came: { error: expect.stringContaining('Unheard') },
  },
};

type Invocation = {
  readonly name: string;
  readonly node: string;
  readonly event: object;
  readonly variables?: object;
};

/** Invokes a bundle once in a process of its own, and gives what came of it. */
async function invoke({ name, node, event, variables }: Invocation): Promise<object> {
  const bundlePath = pathOf(`dist/functions/${name}/index.js`);
  for (const path of [node, bundlePath]) expect(existsSync(path), `${path} exists`).toBe(true);
  const { stdout } = await promisify(execFile)(
    node,
    [PROGRAM, bundlePath, JSON.stringify(event), JSON.stringify(CONTEXT)],
    { env: { ...ENVIRONMENT, ...variables }, timeout: 20_000 },
  );
  return JSON.parse(stdout.split('\n').at(-1)!);
}

type Loaded = { readonly handlers: readonly string[]; readonly asked: readonly string[] };

/** Loads a bundle in a process of its own that then ends by itself, and gives what it asked for. */
async function load(node: string, bundlePath: string): Promise<Loaded> {
  const program = pathOf('test/integration/functions/load-bundle.cjs');
  const options = { env: ENVIRONMENT, timeout: 20_000 };
  return JSON.parse((await promisify(execFile)(node, [program, bundlePath], options)).stdout);
}

const PROGRAM = pathOf('test/integration/functions/run-bundle.cjs');

describe.each(functions)('the bundle of %s', (name) => {
  test.each(runtimes)('loads and answers under Node %s', async (version, node) => {
    const { event, came } = INVOCATIONS[name] ?? { event: {}, came: {} };
    expect(await invoke({ name, node, event })).toMatchObject({ node: version, ...came });
  });

  test.each(runtimes)('under Node %s starts without the disk and the network', async (_, node) => {
    const bundlePath = pathOf(`dist/functions/${name}/index.js`);
    expect(await load(node, bundlePath)).toMatchObject({ handlers: ['main_handler'], asked: [] });
  });
});

test('a bundle that reads the disk as it starts would be found out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const bundlePath = join(folder, 'index.js');
  writeFileSync(
    bundlePath,
    `const { existsSync } = require('fs');
    require('node:fs').promises.readFile('absent').catch(() => {});
    exports.main_handler = () => existsSync('later');`,
  );
  const { asked } = await load(process.execPath, bundlePath);
  rmSync(folder, { recursive: true });
  expect(asked).toEqual(['fs.promises.readFile absent']);
});

describe('the bundle of accept-request', () => {
  let issuer: IssuerServer;
  beforeAll(async () => {
    issuer = await startIssuer();
  });
  afterAll(() => issuer.close());

  const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
  const rows = runtimes.flatMap(([version, node]) =>
    algorithms.map((alg) => ({ version, node, alg })),
  );

  test.each(rows)('under Node $version checks tokens of $alg', async ({ version, node, alg }) => {
    const signer = tokenSigner(alg);
    issuer.publish(signer.jwk);
    const exp = Math.floor(Date.now() / 1_000) + 60;
    const claims = { iss: issuer.url, aud: 'tenant-keys', exp, tenant_id: 'globex' };
    const variables = {
      AUTH: 'jwt',
      JWT_ISSUER: issuer.url,
      JWT_AUDIENCE: 'tenant-keys',
      JWT_JWKS_URL: issuer.jwksUrl,
    };
    const codes: string[] = [];
    for (const token of [signer.token(claims), tokenSigner(alg).token(claims)]) {
      const headers = { Authorization: `Bearer ${token}` };
      const event = { httpMethod: 'GET', path: '/v1/tenants/acme/keys', headers };
      const came = await invoke({ name: 'accept-request', node, event, variables });
      const { statusCode, body } = (came as { value: { statusCode: number; body: string } }).value;
      codes.push(`${statusCode} ${JSON.parse(body).code}`);
      expect(came).toMatchObject({ node: version });
    }
    // The one is proven, and for another tenant; the other is of another key.
    expect(codes).toEqual(['403 TenantForbidden', '401 TokenInvalid']);
  });
});
