import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalEntry } from '../../emulator/api/journal.ts';
import { type RunningFunctions, runFunctions } from '../../emulator/scf/run-functions.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';

// The built command, as a process of its own, deploys the built functions to a local cloud that has
// nothing. Needs the bundles that `npm run build` makes.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DIST = new URL('../../dist/', import.meta.url);
const PROGRAM = fileURLToPath(new URL('cli/tenant-keys.mjs', DIST));

let cloud: LocalCloud;
let functions: RunningFunctions;
/** A copy of what deploying reads, to be changed. */
let folder: string;

beforeAll(async () => {
  cloud = await startLocalCloud({ port: 0 });
  functions = runFunctions(cloud, { workerUrl: new URL('emulator/worker.mjs', DIST) });
  folder = mkdtempSync(join(tmpdir(), 'project-'));
  for (const path of ['serverless.yml', '.env.example', 'deploy', 'dist/functions']) {
    cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  }
});

afterAll(async () => {
  await functions.close();
  await cloud.close();
  rmSync(folder, { recursive: true });
});

function start(line: string) {
  const { PATH = '' } = process.env;
  const args = [...line.split(' '), '--endpoint', cloud.url];
  const child = spawn(PROGRAM, args, { cwd: folder, env: { PATH } });
  return { child, out: text(child.stdout), err: text(child.stderr), closed: once(child, 'close') };
}

async function command(line: string) {
  const { out, err, closed } = start(line);
  const [code] = await closed;
  return { code, out: await out, err: await err };
}

/** The calls of the deployer, without those of the functions. */
async function mutatingCalls(): Promise<readonly string[]> {
  const response = await fetch(`${cloud.url}/journal`);
  const journal = (await response.json()) as readonly JournalEntry[];
  return journal
    .filter(({ mutating, caller }) => mutating && caller === 'account')
    .map(({ action }) => action);
}

test('a plan of all that there is to make changes nothing', async () => {
  const { code, out, err } = await command('deploy --target local --plan --json');
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out).changes).toHaveLength(41);
  expect(await mutatingCalls()).toEqual([]);
});

test('stopped by Ctrl-C half-way, it continues when it is repeated', async () => {
  const { child, out, err, closed } = start('deploy --yes --target local');
  const onCall = new Promise<void>((resolve) => {
    const leave = cloud.onCall(({ action }) => {
      if (action !== 'CreateRole') return;
      leave();
      resolve();
    });
  });
  await onCall;
  child.kill('SIGINT');
  expect(await closed).toEqual([130, null]);
  expect(await err).toBe('\nStopped; run the same command again to continue.\n');
  expect(await out).not.toContain('Verified');
  const made = await mutatingCalls();
  expect(made).not.toContain('CreateTrigger');

  const ended = await command('deploy --yes --target local');
  expect(ended).toMatchObject({ code: 0, err: '' });
  expect(ended.out).toContain('\nVerified: nothing is left to change.\n');
});

test('then there are six functions with all their triggers on, their roles, policies and topics', async () => {
  const deployed = [...cloud.functionsIn('ap-guangzhou').values()];
  expect(deployed.map(({ name, role }) => [name, role]).sort()).toEqual([
    ['accept-request', 'tenant-keys-accept-request'],
    ['heal', 'tenant-keys-heal'],
    ['oversee', 'tenant-keys-oversee'],
    ['provision-keys', 'tenant-keys-provision-keys'],
    ['reconcile', 'tenant-keys-reconcile'],
    ['redrive', 'tenant-keys-redrive'],
  ]);
  const triggers = deployed.flatMap((each) => [...each.triggers.values()]);
  expect(triggers.map(({ type, enabled }) => [type, enabled]).sort()).toEqual([
    ['ckafka', true],
    ['http', true],
    ['timer', true],
    ['timer', true],
  ]);
  const { code, out } = await command('doctor --target local --json');
  expect(JSON.parse(out).checks.filter(({ state }: any) => state !== 'good')).toEqual([]);
  expect(code).toBe(0);
});

test('and a request with a token makes the first key', async () => {
  const { out: token } = await command('token --tenant acme');
  const response = await fetch(`${cloud.url}/functions/accept-request/v1/tenants/acme/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token.trim()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ requestId: 'r-1', keyName: 'main' }),
  });
  expect([response.status, await response.json()]).toMatchObject([201, { tenantId: 'acme' }]);
});

test('a second run changes nothing, and one after a changed timeout changes that', async () => {
  const before = await mutatingCalls();
  const again = await command('deploy --yes --target local --json');
  expect(JSON.parse(again.out)).toMatchObject({ changes: [] });
  expect(await mutatingCalls()).toEqual(before);

  const file = join(folder, 'serverless.yml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('timeout: 300', 'timeout: 240'));
  const changed = await command('deploy --yes --target local --json');
  expect(JSON.parse(changed.out).changes).toEqual([
    {
      verb: 'update',
      resource: { kind: 'function', name: 'reconcile' },
      fields: [{ name: 'timeout', before: '300 s', after: '240 s' }],
    },
  ]);
});
