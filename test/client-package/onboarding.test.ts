import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningApplication, runningApplication } from '../world/running-application.ts';
import { setTimer } from '../world/timer.ts';

// examples/onboarding, copied to an empty folder with the packed client, against the deployed application.

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const runFile = promisify(execFile);

/** What a program says of its failure is often on standard output. */
const run = (program: string, args: readonly string[], options: { readonly cwd: string }) =>
  runFile(program, args, options).catch(({ message, stdout }) => {
    throw new Error(`${message}\n${stdout}`);
  });

const base = mkdtempSync(join(tmpdir(), 'onboarding-'));
const example = join(base, 'onboarding');

/** As an identity provider makes it. */
const LATE = 'auth0|5f7c8ec7c33c6c004bbafe82';

let application: RunningApplication;
let service: { readonly url: string; readonly process: ChildProcess };

beforeAll(async () => {
  const isSource = (path: string) => !/\/(?:node_modules|dist)$/.test(path);
  cpSync(join(ROOT, 'examples/onboarding'), example, { recursive: true, filter: isSource });
  const packed = await run('npm', ['pack', '--json', '--pack-destination', base], {
    cwd: join(ROOT, 'client'),
  });
  const [{ filename }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[\n')));
  const manifest = join(example, 'package.json');
  const text = readFileSync(manifest, 'utf8').replace('file:../../client', `file:../${filename}`);
  writeFileSync(manifest, text);
  const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  await run('npm', ['install', ...quietly], { cwd: example });
  await run('npm', ['run', 'build'], { cwd: example });
  application = await runningApplication('onboarding');
  service = await start();
}, 300_000);

afterAll(async () => {
  await stop();
  await application.close();
  rmSync(base, { recursive: true });
});

async function start(others: Readonly<Record<string, string>> = {}) {
  const { url, token } = application.cloud;
  const env = {
    ...process.env,
    TENANT_KEYS_URL: `${url}/functions/accept-request`,
    TENANT_KEYS_TOKEN: token,
    EVENTS: `${url}/topics/key-events/messages`,
    DATA: join(base, 'data'),
    PORT: '0',
    ...others,
  };
  const child = spawn(process.execPath, ['dist/main.js'], { cwd: example, env });
  child.stderr.pipe(process.stderr);
  const [line] = await once(child.stdout, 'data');
  const [, address = ''] = /at (http:\S+)\/tenants/.exec(String(line)) ?? [];
  return { url: address, process: child };
}

async function stop(): Promise<void> {
  service.process.kill('SIGTERM');
  await once(service.process, 'exit');
}

/** Sends the path as it is: fetch would resolve dots, and refuse a lone percent sign. */
async function statusOf(method: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(service.url);
  const sent = request({ hostname, port, method, path }).end(method === 'POST' ? '{}' : undefined);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

async function ask(id: string, company?: string) {
  const init = company === undefined ? {} : { method: 'POST', body: JSON.stringify({ company }) };
  const answer = await fetch(`${service.url}/tenants/${encodeURIComponent(id)}`, init);
  const body: any = await answer.json();
  return { status: answer.status, ...body };
}

describe('the sign-up service', () => {
  test('gives a tenant its key, and the same one when it signs up again', async () => {
    const signedUp = await ask('hooli', 'Hooli');
    expect(signedUp).toEqual({
      status: 201,
      id: 'hooli',
      company: 'Hooli',
      state: 'active',
      keyId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      reason: null,
    });
    expect(await ask('hooli', 'Hooli')).toEqual(signedUp);
    expect(await ask('hooli')).toEqual({ ...signedUp, status: 200 });
  });

  test('completes a sign-up by the event when the key comes later, after a restart too', async () => {
    await setTimer(application.cloud, 'CLOSE');
    await application.ask('PUT /switches', { cmkLimit: 0 });
    expect(await ask(LATE, 'Late')).toMatchObject({ status: 202, state: 'pending' });
    await stop();
    service = await start();
    expect(await ask(LATE)).toMatchObject({ status: 202, state: 'pending', keyId: null });
    await application.ask('PUT /switches', { cmkLimit: 1_000 });
    await setTimer(application.cloud, 'OPEN');
    await application.ask('POST /clock/advance', { ms: 3_600_000 });
    await expect
      .poll(() => ask(LATE), { timeout: 60_000 })
      .toMatchObject({
        status: 200,
        state: 'active',
        keyId: expect.any(String),
      });
  });

  test('tells why a tenant cannot have a key', async () => {
    expect(await ask('Not A Tenant', 'No')).toEqual({
      status: 422,
      detail: 'No tenant has the id: character 4 is a space.',
    });
    expect(await ask('Not A Tenant')).toMatchObject({ status: 422 });
  });

  test('tells a tenant whose key has another specification', async () => {
    const { url, token } = application.cloud;
    const keys = `${url}/functions/accept-request/v1/tenants/taken/keys`;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ requestId: 'r-taken', keyName: 'main', origin: 'EXTERNAL' });
    expect((await fetch(keys, { method: 'POST', headers, body })).status).toBe(201);
    expect(await ask('taken', 'Taken')).toMatchObject({ status: 409, detail: expect.any(String) });
  });

  test('tells a visitor nothing of a token that the API refuses', async () => {
    const other = await start({ TENANT_KEYS_TOKEN: 'wrong', DATA: join(base, 'other-data') });
    const answer = await fetch(`${other.url}/tenants/someone`, {
      method: 'POST',
      body: '{"company":"Someone"}',
    });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ detail: 'The sign-up failed. Try again.' });
    other.process.kill('SIGTERM');
    await once(other.process, 'exit');
  });

  test('passes over what is no event', async () => {
    await application.ask('POST /topics/key-events/messages', { value: 'no event' });
    expect(await ask('after', 'After')).toMatchObject({ status: 201 });
  });

  test('refuses what is no sign-up', async () => {
    const answer = await fetch(`${service.url}/tenants/x`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(400);
    expect((await fetch(service.url)).status).toBe(404);
    expect(await ask('nobody')).toMatchObject({ status: 404 });
    expect(await statusOf('POST', '/tenants/%')).toBe(404);
    expect(await statusOf('POST', '/tenants/%2e%2e')).toBe(404);
    expect(await statusOf('POST', '/tenants/%2F..')).toBe(400);
    expect(await statusOf('DELETE', '/tenants/hooli')).toBe(405);
  });
});
