import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import { type DeployedCloud, deployCloud } from '../integration/deployed-cloud.ts';
import { type SilentServer, startSilentServer } from '../unit/silent-server.ts';
import { INSTALLED_NODES } from './installed-nodes.ts';

// A warning of Node stands in every log of a function, and between the lines of a command. These run what is
// built, in each Node that the platform may have, with every deprecation as an error.

const pathOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let deployed: DeployedCloud;
/** A cloud with nothing deployed to it. */
let emptyCloud: LocalCloud;
let broker: SilentServer;
let folder: string;

beforeAll(async () => {
  deployed = await deployCloud({}, { instancesMax: 10 });
  emptyCloud = await startLocalCloud({ port: 0, seed: 'warnings' });
  broker = await startSilentServer((socket) => socket.on('data', refuseVersion));
  folder = mkdtempSync(join(tmpdir(), 'node-warnings-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await broker.close();
  await emptyCloud.close();
  await deployed.close();
});

/**
 * Answers a request of a Kafka client that its version is not supported (35): the client only warns after an
 * answer.
 *
 * @see https://kafka.apache.org/protocol (ApiVersions)
 */
function refuseVersion(this: Socket, request: Buffer): void {
  const answer = Buffer.alloc(18);
  answer.writeInt32BE(14);
  request.copy(answer, 4, 8, 12); // The correlation id.
  answer.writeInt16BE(35, 8);
  this.write(answer);
}

type Ended = { readonly code: number; readonly out: string; readonly err: string };

/** Runs a program in a Node, with these variables alone. */
function run(node: string, args: readonly string[], env: object = {}): Promise<Ended> {
  const options = { env: { ...env, NODE_OPTIONS: '--throw-deprecation' }, cwd: pathOf('') };
  return new Promise((resolve) => {
    execFile(node, args, { ...options, timeout: 100_000 }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

// Programs wait for each other most of the time.
describe.concurrent.each(INSTALLED_NODES)('under Node $version', ({ version, path: node }) => {
  const json = (name: string) =>
    JSON.parse(readFileSync(pathOf(`events/samples/doors/${name}.json`), 'utf8'));

  const EVENTS: readonly (readonly [name: string, event: object])[] = [
    ['accept-request', json('function-url')],
    ['provision-keys', json('ckafka')],
    ['heal', json('timer')],
    ['redrive', { command: 'list' }],
    ['reconcile', { command: 'check', tenants: ['acme'] }],
    ['oversee', { command: 'status' }],
  ];

  /** Invokes a bundle once, as the role of the function. */
  function invoke(name: string, event: object, topicsUrl: string): Promise<Ended> {
    const { cloud } = deployed;
    const { secretId, secretKey, token } = cloud.issueTemporaryCredentials(
      `tenant-keys-${name}`,
      3_600_000,
    );
    const context = {
      ...{ request_id: 'a', function_name: name, time_limit_in_ms: 5_000 },
      tencentcloud_uin: '100000000001',
    };
    const program = pathOf('test/integration/functions/run-bundle.cjs');
    const bundle = pathOf(`dist/functions/${name}/index.js`);
    return run(node, [program, bundle, JSON.stringify(event), JSON.stringify(context)], {
      ...{ REGION: cloud.region, API_ENDPOINT: cloud.url, TOPICS_URL: topicsUrl },
      ...{ ENVIRONMENT: 'tenant-keys', ACCOUNT_UIN: '100000000001' },
      ...{ AUTH: 'cam' },
      MARKER_KEYS: 'k1:0123456789abcdef0123456789abcdef',
      ...{ TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey },
      TENCENTCLOUD_SESSIONTOKEN: token,
    });
  }

  test.each(EVENTS)('%s prints no warning', async (name, event) => {
    const { code, out, err } = await invoke(name, event, deployed.cloud.url);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`{"node":"${version}","value":`);
  });

  test.each(EVENTS)(
    '%s prints none either when a broker speaks another version',
    async (name, event) => {
      const { code, err } = await invoke(name, event, `kafka://127.0.0.1:${broker.port}`);
      expect([code, err]).toEqual([0, '']);
      expect(broker.connections()).toBeGreaterThan(0);
    },
  );

  // The command requires a later one.
  if (version.startsWith('18.')) return;

  test.each(['deploy --plan', 'dead-letters list', 'quota', 'fleet check', 'token --tenant acme'])(
    'tenant-keys %s prints no warning',
    async (line) => {
      const { url } = line.startsWith('deploy') ? emptyCloud : deployed.cloud;
      const words = [...line.split(' '), '--endpoint', url];
      const { code, out, err } = await run(node, [pathOf('dist/cli/tenant-keys.mjs'), ...words]);
      expect([code, err]).toEqual([0, '']);
      expect(out).not.toBe('');
    },
  );

  test('the local cloud prints no warning with all that it runs', {
    timeout: 120_000,
  }, async () => {
    const args = [pathOf('dist/local/start.mjs'), '--demo', '--port', '0'];
    expect(await run(node, args)).toMatchObject({ code: 0, err: '' });
  });
});

test('a program that does what Node 24 warns of would be found out', async () => {
  const { version, path: node } = INSTALLED_NODES.at(-1)!;
  if (Number.parseInt(version, 10) < 24) return;
  const program = join(folder, 'warn.cjs');
  writeFileSync(program, "require('node:url').parse('http://a/');");
  expect(await run(node, [program])).toMatchObject({
    code: 1,
    err: expect.stringContaining('DeprecationWarning: `url.parse()`'),
  });
  writeFileSync(program, 'setTimeout(() => {}, -5);');
  expect(await run(node, [program])).toMatchObject({
    code: 0,
    err: expect.stringContaining('TimeoutNegativeWarning'),
  });
});
