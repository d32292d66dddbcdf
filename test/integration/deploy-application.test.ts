import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../emulator/local-cloud.ts';
import { parseCron } from '../../emulator/scf/cron.ts';
import { APPLICATION, type ApplicationFunction } from '../../emulator/start/application.ts';
import { deployApplication } from '../../emulator/start/deploy-application.ts';
import { invokeFunction } from '../../emulator/start/invoke-function.ts';
import type { News } from '../../emulator/start/news.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The application from its built bundles, and what it told. */
async function deploy(): Promise<{ readonly cloud: LocalCloud; readonly news: readonly News[] }> {
  const cloud = await startLocalCloud({ port: 0, seed: 'deployed application' });
  const news: News[] = [];
  const dist = new URL('../../dist/', import.meta.url);
  const application = deployApplication(cloud, dist, (told) => news.push(told));
  closers.push(cloud.close, application.close);
  return { cloud, news };
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
  test('leaves a fifth of what the account may call', () => {
    const sumOf = (share: (row: ApplicationFunction) => number) =>
      APPLICATION.reduce((sum, row) => sum + row.instancesMax * share(row), 0);
    expect(sumOf(({ kmsCallsPerSecond }) => kmsCallsPerSecond)).toBe(80);
    expect(sumOf(({ tagCallsPerSecond }) => tagCallsPerSecond)).toBe(16);
  });

  test('has schedules that the platform takes', () => {
    const timers = APPLICATION.flatMap(({ trigger }) => (trigger.kind === 'timer' ? trigger : []));
    expect(timers.map(({ cron }) => cron)).toEqual(['0 */1 * * * * *', '0 0 3 * * * *']);
    for (const { cron } of timers) parseCron(cron);
  });

  test('looks each minute whether the key quota has room, and tells when it cannot', async () => {
    const { cloud, news } = await deploy();
    const error = { action: 'GetServiceStatus', effect: { error: 'UnauthorizedOperation' } };
    await post(cloud, '/faults', [{ ...error, times: 1 }]);
    await aMinuteLater(cloud);
    await expect
      .poll(() => news, { timeout: 10_000 })
      .toMatchObject([
        {
          kind: 'failure',
          functionName: 'redrive',
          reason: expect.stringContaining('UnauthorizedOperation'),
        },
      ]);
    const called = nextCall(cloud, 'GetServiceStatus');
    await aMinuteLater(cloud);
    await called;
    expect(news).toHaveLength(1);
  });

  test('goes on by its timers after a reset', async () => {
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

  test('is invoked by name, and an operator learns what failed', async () => {
    const { cloud, news } = await deploy();
    const answer = await invokeFunction(cloud, 'redrive', { command: 'quota' });
    expect(answer).toMatchObject({ used: 0, limit: 200, parked: 0 });
    await expect(invokeFunction(cloud, 'nobody', {})).rejects.toMatchObject({
      code: 'ResourceNotFound.FunctionName',
    });
    await expect(invokeFunction(cloud, 'provision-keys', { none: 'of ours' })).rejects.toThrow(
      'The function provision-keys failed: {"errorCode":1,',
    );
    expect(news).toMatchObject([{ kind: 'failure', functionName: 'provision-keys' }]);
  });
});

test('an application that was not built is not deployed, and the sentence says what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'not-built-'));
  const cloud = await startLocalCloud({ port: 0, seed: 'not built' });
  expect(() => deployApplication(cloud, pathToFileURL(`${folder}/`), () => {})).toThrow(
    `${join(folder, 'emulator', 'worker.mjs')} is missing: run \`npm run build\`.`,
  );
  await cloud.close();
  rmSync(folder, { recursive: true });
});
