import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { cosClient } from '../../deploy/calls/cos.ts';
import { startLocalCloud } from '../../local/cloud.ts';
import type { ScfContext } from '../../shared/invocation.ts';
import { nodeClock } from '../../shared/node-clock.ts';
import { nodeSend } from '../../shared/node-send.ts';
import { requestEvent } from '../bench/worlds/request-event.ts';

// The modules of the functions, loaded and invoked as the platform does it, but in this process.

const cloud = await startLocalCloud({ port: 0, seed: 'functions' });
const { region, url, secretId, secretKey } = cloud;
const BUCKET = 'tenant-keys-statuses-1250000000';
const SETTINGS = {
  ...{ REGION: region, API_ENDPOINT: url, TOPICS_URL: url, ENVIRONMENT: 'tenant-keys' },
  ...{ ACCOUNT_UIN: '100000000001', MARKER_KEYS: 'k1:0123456789abcdef0123456789abcdef' },
  ...{ KMS_CALLS_PER_SECOND_MAX: '100', TAG_CALLS_PER_SECOND_MAX: '20' },
  STATUS_STORE: `cos://${BUCKET}`,
};

const before = { ...process.env };
Object.assign(process.env, SETTINGS);
const FUNCTIONS = {
  'accept-request': (await import('../../functions/accept-request.ts')).main_handler,
  'provision-keys': (await import('../../functions/provision-keys.ts')).main_handler,
  heal: (await import('../../functions/heal.ts')).main_handler,
  redrive: (await import('../../functions/redrive.ts')).main_handler,
  reconcile: (await import('../../functions/reconcile.ts')).main_handler,
  oversee: (await import('../../functions/oversee.ts')).main_handler,
};
for (const name of Object.keys(SETTINGS)) {
  if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = before[name];
}

const cos = cosClient({
  ...{ region, endpoint: url, clock: nodeClock, wallMs: Date.now, send: nodeSend(Date.now) },
  readCredentials: () => ({ secretId, secretKey }),
});
await cos.request('PutBucket', { Bucket: BUCKET }, new AbortController().signal);

beforeEach(async () => {
  await fetch(`${url}/reset`, { method: 'POST' });
  const switches = { tagsMustExist: false, rateLimits: false };
  await fetch(`${url}/switches`, { method: 'PUT', body: JSON.stringify(switches) });
});
beforeEach(() => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => cloud.close());

/** The log of the functions. */
const lines = (): readonly object[] =>
  vi.mocked(process.stdout.write).mock.calls.map(([line]) => JSON.parse(String(line)));

/** Some runtimes have the credentials in the context. */
const CONTEXT = {
  ...{ request_id: 'i-1', time_limit_in_ms: 20_000 },
  environment: JSON.stringify({
    ...{ TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey },
  }),
};

async function invoke(name: keyof typeof FUNCTIONS, event: unknown): Promise<any> {
  const context: ScfContext = { ...CONTEXT, function_name: name };
  return FUNCTIONS[name](event, context);
}

async function ask(httpMethod: string, path: string, body: unknown = {}, headers: object = {}) {
  const event = { httpMethod, path, headers, queryString: {}, body: JSON.stringify(body) };
  const answer = await invoke('accept-request', event);
  return { status: answer.statusCode, body: JSON.parse(answer.body) };
}

const messagesOf = (topic: string): readonly any[] =>
  (cloud.topics.get(topic)?.read(0, Number.MAX_SAFE_INTEGER) ?? []).map(({ value }) =>
    JSON.parse(value ?? 'null'),
  );

const ACME = '/v1/tenants/acme';
const REQUEST = { requestId: 'r-1', keyName: 'main' };

describe('the function accept-request', () => {
  test('makes a key, and keeps the status of its request', async () => {
    const made = await ask('POST', `${ACME}/keys`, REQUEST);
    expect(made).toMatchObject({ status: 201, body: { tenantId: 'acme', keyName: 'main' } });
    expect(messagesOf('key-events')).toMatchObject([{ type: 'tenant-key.provisioned' }]);
    const status = await ask('GET', `${ACME}/requests/r-1`);
    expect(status).toMatchObject({ status: 200, body: { status: 'provisioned' } });
  });

  test('queues a request for a caller that does not wait', async () => {
    const queued = await ask('POST', `${ACME}/keys`, REQUEST, { prefer: 'respond-async' });
    expect(queued).toMatchObject({ status: 202, body: { status: 'queued' } });
    expect(messagesOf('key-requests')).toMatchObject([{ tenantId: 'acme', keyName: 'main' }]);
    const status = await ask('GET', `${ACME}/requests/r-1`);
    expect(status).toMatchObject({ status: 200, body: { status: 'queued' } });
  });

  test('finds a request that waits among the dead letters when its status cannot be read', async () => {
    await fail('CreateKey', { error: 'LimitExceeded.CmkLimitExceeded' });
    await fail('cos:GetObject', { http: 503 });
    expect((await ask('POST', `${ACME}/keys`, REQUEST)).status).toBe(202);
    const status = await ask('GET', `${ACME}/requests/r-1`);
    expect(status).toMatchObject({ status: 200, body: { status: 'waiting' } });
  });

  test('answers a fault of its own code as a problem', async () => {
    const event = { httpMethod: 'GET', path: { toString: null }, headers: {} };
    const answer = await invoke('accept-request', event);
    expect([answer.statusCode, JSON.parse(answer.body).code]).toEqual([500, 'InternalFault']);
    expect(lines()).toMatchObject([{ outcome: 'fault', invocationId: 'i-1' }]);
  });
});

async function fail(action: string, effect: object): Promise<void> {
  const answer = await fetch(`${url}/faults`, {
    method: 'POST',
    body: JSON.stringify([{ action, effect }]),
  });
  expect(answer.status).toBe(200);
}

describe('the function provision-keys', () => {
  test('makes the keys of a batch, and keeps the statuses of its requests', async () => {
    await invoke('provision-keys', requestEvent(0, 2));
    const types = messagesOf('key-events').map(({ type, subject }) => `${type} ${subject}`);
    expect(types.sort()).toEqual([
      'tenant-key.provisioned t-0/main',
      'tenant-key.provisioned t-1/main',
    ]);
    const status = await ask('GET', '/v1/tenants/t-0/requests/r-0');
    expect(status).toMatchObject({ status: 200, body: { status: 'provisioned' } });
  });
});

test('the function heal looks for what is due', async () => {
  const Time = new Date().toISOString();
  const timer = { Type: 'Timer', TriggerName: 'every-minute', Message: 'heal', Time };
  expect(await invoke('heal', timer)).toMatchObject({ waiting: 0, sent: 0, limit: 200 });
  expect(lines()).toMatchObject([{ operation: 'heal', calls: 1 }]);
});

test('the function redrive lists the dead letters', async () => {
  const message = { topic: 'key-requests', partition: 0, offset: 0, msgBody: 'hello' };
  await invoke('provision-keys', { Records: [{ Ckafka: message }] });
  expect(await invoke('redrive', { command: 'list' })).toMatchObject({
    ...{ total: 1, letters: [{ state: 'parked', code: 'RequestUnreadable' }] },
  });
});

test('the function reconcile compares tenants and keys', async () => {
  await ask('POST', `${ACME}/keys`, REQUEST);
  const command = { command: 'check', tenants: ['acme', 'globex'] };
  expect(await invoke('reconcile', command)).toMatchObject({
    ...{ keys: 1, own: 1, tenantsWithoutKey: ['globex'] },
  });
});

test('the function oversee answers how the application is, and what became of a request', async () => {
  await ask('POST', `${ACME}/keys`, REQUEST);
  expect(await invoke('oversee', { command: 'status' })).toMatchObject({
    ...{ requests: { waiting: [], parked: [] }, quota: { used: 1, limit: 200 }, unknown: [] },
  });
  const command = { command: 'show-request', tenantId: 'acme', requestId: 'r-1' };
  expect(await invoke('oversee', command)).toMatchObject({
    ...{ httpStatus: 200, body: { status: 'provisioned' } },
  });
});
