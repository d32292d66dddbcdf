import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import type { Activity } from '../../local/activity.ts';
import { runApplication } from '../../local/application.ts';
import { invokeFunction } from '../../local/calls.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import { deployApplication } from '../../local/deployment.ts';

const ROOT = new URL('../../', import.meta.url);

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Deployed = { readonly cloud: LocalCloud; readonly activities: readonly Activity[] };

/** Runs the application from its built bundles, and keeps what it reports. */
async function deploy(): Promise<Deployed> {
  const cloud = await startLocalCloud({ port: 0, seed: 'deployed application' });
  closers.push(cloud.close);
  await deployApplication(cloud, ROOT);
  const activities: Activity[] = [];
  const report = (activity: Activity) => activities.push(activity);
  const application = runApplication(cloud, new URL('dist/', ROOT), report);
  closers.push(application.close);
  return { cloud, activities };
}

const newFolder = (name: string) => {
  const folder = mkdtempSync(join(tmpdir(), name));
  closers.push(() => rmSync(folder, { recursive: true }));
  return folder;
};

/** The calls that changed something while the application was deployed. */
async function changesOf(cloud: LocalCloud): Promise<readonly string[]> {
  const changes: string[] = [];
  const leave = cloud.onCall(({ action, mutating }) => void (mutating && changes.push(action)));
  await deployApplication(cloud, ROOT);
  leave();
  return changes;
}

async function post({ url }: LocalCloud, path: string, body: unknown): Promise<void> {
  const answer = await fetch(url + path, { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
}

const aMinuteLater = (cloud: LocalCloud) => post(cloud, '/clock/advance', { ms: 60_000 });

/** Resolves at the next call of this action. */
const nextCall = (cloud: LocalCloud, action: string) =>
  new Promise<void>((resolve) => {
    const leave = cloud.onCall((entry) => {
      if (entry.action !== action) return;
      leave();
      resolve();
    });
  });

describe('the application', () => {
  test('is deployed with all its functions, roles and triggers', async () => {
    const { cloud } = await deploy();
    const rows = [...cloud.functionsIn(cloud.region).values()].map(({ name, role, triggers }) => [
      name,
      role,
      [...triggers.values()].map((trigger) => [trigger.type, trigger.enabled]),
    ]);
    expect(rows.sort()).toEqual([
      ['accept-request', 'tenant-keys-accept-request', [['http', true]]],
      ['heal', 'tenant-keys-heal', [['timer', true]]],
      ['oversee', 'tenant-keys-oversee', []],
      ['provision-keys', 'tenant-keys-provision-keys', [['ckafka', true]]],
      ['reconcile', 'tenant-keys-reconcile', [['timer', true]]],
      ['redrive', 'tenant-keys-redrive', []],
    ]);
  });

  test('is deployed before the journal begins', async () => {
    const { cloud } = await deploy();
    expect(await (await fetch(`${cloud.url}/journal`)).json()).toEqual([]);
  });

  test('is not changed by a second deployment, nor by a start on a kept state', async () => {
    const dataDir = newFolder('kept-');
    const first = await startLocalCloud({ port: 0, dataDir });
    expect(await changesOf(first)).toContain('CreateFunction');
    expect(await changesOf(first)).toEqual([]);
    await first.close();
    // The functions call the cloud by its address, so only the same port leaves them unchanged.
    const { port } = new URL(first.url);
    const again = await startLocalCloud({ port: Number(port), dataDir });
    closers.push(again.close);
    expect(await changesOf(again)).toEqual([]);
  });

  test('heals each minute, also while KMS does not tell the quota, and reports when it cannot', async () => {
    const { cloud, activities } = await deploy();
    const failOnce = (action: string, effect: object) =>
      post(cloud, '/faults', [{ action, effect, times: 1 }]);
    await failOnce('GetServiceStatus', { error: 'UnauthorizedOperation' });
    const refused = nextCall(cloud, 'GetServiceStatus');
    await aMinuteLater(cloud);
    await refused;
    await post(cloud, '/topics/key-dead-letters/messages', { key: 'another', value: "program's" });
    await failOnce('topics:read:key-dead-letters', { http: 503 });
    await aMinuteLater(cloud);
    const failure = { kind: 'failure', functionName: 'heal' };
    await expect
      .poll(() => activities, { timeout: 10_000 })
      .toMatchObject([{ ...failure, reason: expect.stringContaining('TopicsUnavailable') }]);
    const called = nextCall(cloud, 'GetServiceStatus');
    await aMinuteLater(cloud);
    await called;
    expect(activities).toHaveLength(1);
  });

  test('continues with its timers after a reset', async () => {
    const { cloud } = await deploy();
    const called = nextCall(cloud, 'GetServiceStatus');
    await post(cloud, '/clock/advance', { ms: 30 * 24 * 3_600_000 });
    await called;
    await post(cloud, '/reset', {});
    let calls = 0;
    cloud.onCall(({ action }) => {
      if (action === 'GetServiceStatus') calls += 1;
    });
    const callsLater = async () => {
      await aMinuteLater(cloud);
      return calls;
    };
    await expect.poll(callsLater, { timeout: 10_000 }).toBeGreaterThan(0);
  });

  test('is invoked by name, and reports to the operator what failed', async () => {
    const { cloud, activities } = await deploy();
    const answer = await invokeFunction(cloud, 'redrive', { command: 'quota' });
    expect(answer).toEqual({ used: 0, limit: 200, waiting: 0, madeLately: 0 });
    await expect(invokeFunction(cloud, 'unknown', {})).rejects.toMatchObject({
      code: 'ResourceNotFound.FunctionName',
    });
    await expect(invokeFunction(cloud, 'provision-keys', { none: 'of ours' })).rejects.toThrow(
      'The function provision-keys failed: {"errorCode":1,',
    );
    expect(activities).toMatchObject([{ kind: 'failure', functionName: 'provision-keys' }]);
  });
});

describe('nothing is deployed', () => {
  test('from a folder that is not the project', async () => {
    const cloud = await startLocalCloud({ port: 0, seed: 'no project' });
    closers.push(cloud.close);
    const folder = pathToFileURL(`${newFolder('no-project-')}/`);
    await expect(deployApplication(cloud, folder)).rejects.toThrow('serverless.yml is missing');
    expect(() => runApplication(cloud, folder, () => {})).toThrow(
      /worker\.mjs is missing: run `npm run build`\.$/,
    );
  });

  test('to a cloud that refuses it, and the error is reported', async () => {
    const cloud = await startLocalCloud({ port: 0, seed: 'refuses' });
    closers.push(cloud.close);
    const error = { action: 'CreateFunction', effect: { error: 'UnauthorizedOperation.CAM' } };
    await post(cloud, '/faults', [error]);
    await expect(deployApplication(cloud, ROOT)).rejects.toThrow('UnauthorizedOperation.CAM');
  });
});

test('a local cloud has the variables for deploying to it', async () => {
  const cloud = await startLocalCloud({ port: 0, seed: 'environment' });
  closers.push(cloud.close);
  const { url } = cloud;
  expect(await (await fetch(`${url}/environment`)).json()).toEqual({
    REGION: 'ap-guangzhou',
    API_ENDPOINT: url,
    TOPICS_URL: url,
    MARKER_KEYS: expect.stringMatching(/^local:\w{43}$/),
    CKAFKA_INSTANCE_ID: 'ckafka-local000',
    STATUS_STORE: `cos://tenant-keys-statuses-${cloud.account.appId}`,
    ACCOUNT_UIN: cloud.account.uin,
    AUTH: 'jwt',
    HTTP_AUTH_TYPE: 'NONE',
    JWT_ISSUER: `${url}/issuer`,
    JWT_AUDIENCE: 'tenant-keys',
    JWT_JWKS_URL: `${url}/issuer/jwks.json`,
    TENCENTCLOUD_SECRET_ID: cloud.secretId,
    TENCENTCLOUD_SECRET_KEY: cloud.secretKey,
  });
});
