import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Switches } from '../../emulator/api/switches.ts';
import type { Effect } from '../../emulator/faults/faults.ts';
import { type DeployedCloud, deployCloud } from './deployed-cloud.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

let deployed: DeployedCloud;

beforeAll(async () => {
  deployed = await deployCloud({ RETRY_ATTEMPTS_MAX: '2', RETRY_DELAY_MS_MAX: '20' });
});
beforeEach(() => deployed.ask('POST /reset'));
afterAll(() => deployed.close());

type Headers = Readonly<Record<string, string>>;

async function send(
  method: string,
  path: string,
  body?: string | Uint8Array,
  headers: Headers = {},
) {
  const init = body === undefined ? {} : { body, headers: { ...JSON_TYPE, ...headers } };
  const answer = await fetch(`${deployed.functionUrl}${path}`, { method, headers, ...init });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? '' : JSON.parse(text),
  };
}

const ask = (fields: object, headers: Headers = {}, query = '') =>
  send('POST', `/v1/tenants/acme/keys${query}`, JSON.stringify(fields), headers);

const get = (path: string) => send('GET', path);

const REQUEST = { requestId: 'r-1', keyName: 'main' };

const fail = (action: string, effect: Effect) => deployed.ask('POST /faults', [{ action, effect }]);
const switchTo = (switches: Partial<Switches>) => deployed.ask('PUT /switches', switches);

const mutations = async () => {
  const journal = await deployed.ask('GET /journal');
  return journal.filter(({ mutating }: { mutating: boolean }) => mutating);
};

describe('POST /v1/tenants/{tenantId}/keys', () => {
  test('answers 201 when it created the key, and 200 when the key existed', async () => {
    const made = await ask(REQUEST, { traceparent: TRACEPARENT });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ status: 'created', alias: 'acme_main', keyState: 'Enabled' });
    const again = await ask({ ...REQUEST, requestId: 'r-2' });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ status: 'adopted', keyId: made.body.keyId });
    expect(deployed.events()).toMatchObject([
      { type: 'tenant-key.provisioned', traceparent: TRACEPARENT, data: { requestId: 'r-1' } },
      { type: 'tenant-key.provisioned', data: { requestId: 'r-2', keyId: made.body.keyId } },
    ]);
    expect(await deployed.call('GetServiceStatus')).toMatchObject({ CmkUserCount: 1 });
  });

  test('logs the calls of each invocation', async () => {
    const made = { calls: 3, actions: { CreateKey: 2, CreateTags: 1 } };
    const adopted = { calls: 2, actions: { CreateKey: 1, ListKeyDetail: 1 } };
    for (const requestId of ['r-8', 'r-9']) await ask({ ...REQUEST, requestId });
    const lineOf = (requestId: string) =>
      deployed.lines
        .map(({ line }) => JSON.parse(line))
        .find((line) => line.requestId === requestId);
    await expect.poll(() => lineOf('r-9')).toMatchObject(adopted);
    expect(lineOf('r-8')).toMatchObject({ ...made, invocationId: expect.any(String) });
  });

  test('has the location of the key', async () => {
    const { headers, body } = await ask(REQUEST);
    const answer = await fetch(new URL(headers.get('location') ?? '', deployed.functionUrl));
    expect(await answer.json()).toMatchObject({ keyId: body.keyId });
  });

  test('reads the requestId from Idempotency-Key', async () => {
    const { status, body } = await ask({ keyName: 'main' }, { 'idempotency-key': '"r-7"' });
    expect([status, body.requestId]).toEqual([201, 'r-7']);
  });

  test('with Prefer: respond-async answers 202, and the request waits in the queue', async () => {
    const { status, headers, body } = await ask(REQUEST, { prefer: 'respond-async' });
    expect(status).toBe(202);
    expect(headers.get('preference-applied')).toBe('respond-async');
    expect(body).toEqual({ status: 'queued', requestId: 'r-1', tenantId: 'acme', keyName: 'main' });
    const queued = deployed.cloud.topics.get('key-requests')!.read(0, 10);
    expect(queued.map(({ key, value }) => [key, JSON.parse(value!)])).toEqual([
      ['acme', { tenantId: 'acme', ...REQUEST }],
    ]);
    expect(await deployed.ask('GET /journal')).toEqual([]);
  });

  test.each(['?plan', '?plan=true'])(
    'with %s answers what would happen, and changes nothing',
    async (query) => {
      const { status, body } = await ask(REQUEST, {}, query);
      expect(status).toBe(200);
      expect(body).toEqual({
        action: 'create',
        alias: 'acme_main',
        tags: { 'tenant-keys:tenant': 'acme' },
        calls: ['CreateKey', 'CreateTags', 'CreateKey'],
        quota: { limit: 200, usedAfter: 1 },
      });
      expect(await mutations()).toEqual([]);
      expect([...deployed.events(), ...deployed.deadLetters()]).toEqual([]);
    },
  );

  test('answers 202 when the request waits for the quota', async () => {
    await switchTo({ cmkLimit: 0 });
    const { status, body } = await ask(REQUEST);
    expect(status).toBe(202);
    expect(body).toMatchObject({ status: 'waiting', code: 'LimitExceeded.CmkLimitExceeded' });
    expect(deployed.deadLetters()).toMatchObject([{ id: body.deadLetterId, code: body.code }]);
  });

  test('answers 409 when the name is taken by another specification', async () => {
    await ask(REQUEST);
    const { status, headers, body } = await ask({ ...REQUEST, description: 'another' });
    expect(status).toBe(409);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({ status: 409, code: 'KeyConflict', retryable: false });
  });

  test('answers 422 with every problem and its place', async () => {
    const { status, body } = await ask({ keyName: 'Main', colour: 'red' });
    expect(status).toBe(422);
    expect(body.code).toBe('RequestInvalid');
    const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers.sort()).toEqual(['#/colour', '#/keyName', '#/requestId']);
  });

  test.each([
    ['503', 'UnsupportedOperation.ServiceTemporaryUnavailable', 503],
    ['429', 'RequestLimitExceeded', 429],
  ])('answers %s with Retry-After, while the cloud answers %s', async (_, error, expected) => {
    await fail('CreateKey', { error });
    const { status, headers, body } = await ask(REQUEST);
    expect(status).toBe(expected);
    expect(headers.get('retry-after')).toMatch(/^[1-9][0-9]*$/);
    expect(body).toMatchObject({ code: error, retryable: true, requestId: 'r-1' });
    await deployed.ask('DELETE /faults');
    expect((await ask(REQUEST)).status).toBe(201);
  });

  test('answers 503 while the queue cannot be written', async () => {
    await fail('topics:publish:key-requests', { http: 503 });
    const { status, headers, body } = await ask(REQUEST, { prefer: 'respond-async' });
    expect([status, headers.get('retry-after'), body.code]).toEqual([
      503,
      '1',
      'TopicsUnavailable',
    ]);
  });

  test.each<[string, string | Uint8Array, Headers, number, string]>([
    ['is not JSON', 'key please', {}, 400, 'RequestUnreadable'],
    ['has a name twice', '{"keyName":"a","keyName":"b"}', {}, 400, 'RequestUnreadable'],
    ['is not UTF-8', Buffer.from('7b22c328223a317d', 'hex'), {}, 400, 'RequestUnreadable'],
    ['is empty', '', {}, 400, 'RequestUnreadable'],
    ['is larger than 32 kB', `"${'x'.repeat(32_767)}"`, {}, 413, 'RequestTooLarge'],
    ['is compressed', gzipSync('{}'), { 'content-encoding': 'gzip' }, 415, 'MediaTypeUnsupported'],
    ['is a part', '{}', { 'content-range': 'bytes 0-1/2' }, 400, 'RequestUnreadable'],
    ['is a form', 'keyName=main', { 'content-type': 'text/plain' }, 415, 'MediaTypeUnsupported'],
  ])('refuses a body that %s', async (_, body, headers, status, code) => {
    const answer = await send('POST', '/v1/tenants/acme/keys', body, headers);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ status, code, retryable: false });
    expect(answer.status).toBe(status);
    expect(await deployed.ask('GET /journal')).toEqual([]);
  });
});

describe('GET /v1/tenants/{tenantId}/keys', () => {
  test('shows the keys of the tenant alone, and none that we did not create', async () => {
    await ask(REQUEST);
    await ask({ requestId: 'r-2', keyName: 'archive', origin: 'EXTERNAL' });
    await send('POST', '/v1/tenants/acme-eu/keys', JSON.stringify(REQUEST));
    await deployed.call('CreateKey', { Alias: 'acme_foreign' });

    const { status, body } = await get('/v1/tenants/acme/keys');
    expect(status).toBe(200);
    expect(body.keys).toMatchObject([
      { alias: 'acme_main', tenantId: 'acme', keyName: 'main', keyState: 'Enabled' },
      { alias: 'acme_archive', keyState: 'PendingImport', origin: 'EXTERNAL' },
    ]);
    expect(await get('/v1/tenants/unknown/keys')).toMatchObject({
      status: 200,
      body: { keys: [] },
    });
  });

  test('shows one key', async () => {
    const { body } = await ask(REQUEST);
    const shown = await get('/v1/tenants/acme/keys/main');
    expect(shown).toMatchObject({ status: 200, body: { keyId: body.keyId, alias: 'acme_main' } });
    expect(JSON.stringify(shown.body)).not.toContain('tenant-keys:2');
    const head = await send('HEAD', '/v1/tenants/acme/keys/main');
    expect([head.status, head.body]).toEqual([200, '']);
  });

  test('answers 404 for a key that does not exist, or is not ours', async () => {
    await deployed.call('CreateKey', { Alias: 'acme_foreign' });
    for (const name of ['none', 'foreign']) {
      const { status, body } = await get(`/v1/tenants/acme/keys/${name}`);
      expect([status, body.code]).toEqual([404, 'KeyNotFound']);
    }
  });

  test('answers 422 for an invalid tenant', async () => {
    const { status, body } = await get('/v1/tenants/ACME%20INC/keys');
    expect([status, body.code, body.errors[0].pointer]).toEqual([
      422,
      'RequestInvalid',
      '#/tenantId',
    ]);
  });

  test('answers 503 while the cloud is unavailable', async () => {
    await fail('ListKeyDetail', { error: 'UnauthorizedOperation' });
    const { status, headers, body } = await get('/v1/tenants/acme/keys');
    expect([status, body.code]).toEqual([503, 'UnauthorizedOperation']);
    expect(headers.get('retry-after')).toBe('30');
  });
});

describe('the function', () => {
  test('answers that it is healthy, without a call to the cloud', async () => {
    expect(await get('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await deployed.ask('GET /journal')).toEqual([]);
  });

  test('answers its OpenAPI document', async () => {
    const { status, body } = await get('/openapi.json');
    expect([status, body.openapi, body.info.title]).toEqual([200, '3.1.1', 'tenant-keys']);
    expect(Object.keys(body.paths)).toContain('/v1/tenants/{tenantId}/keys');
  });

  test.each([
    '/',
    '/v1',
    '/v1/tenants/acme/keys/',
    '/v1/tenants//keys',
    '/healthz/',
    '/v1/tenants/%ff/keys',
  ])('answers 404 at %s', async (path) => {
    const { status, body } = await get(path);
    expect([status, body.code]).toEqual([404, 'NotFound']);
  });

  test.each([
    ['DELETE', '/v1/tenants/acme/keys', 'GET, HEAD, POST'],
    ['PUT', '/v1/tenants/acme/keys/main', 'GET, HEAD'],
    ['POST', '/healthz', 'GET, HEAD'],
  ])('answers 405 to %s %s, with the allowed methods', async (method, path, allowed) => {
    const { status, headers, body } = await send(method, path);
    expect([status, headers.get('allow'), body.code]).toEqual([405, allowed, 'MethodNotAllowed']);
  });

  test('answers 500 to an event that is not an HTTP request, and logs it without its values', async () => {
    const result = await deployed.host.invoke('accept-request', { Unheard: 'of this value' });
    expect(result).toMatchObject({ ok: true, value: { statusCode: 500 } });
    const { body } = (result as unknown as { value: { body: string } }).value;
    expect(JSON.parse(body)).toMatchObject({ code: 'InternalFault', retryable: true });
    expect(body).not.toContain('Unheard');
    await expect.poll(() => deployed.lines.at(-1)?.line).toContain('Unheard');
    const { line } = deployed.lines.at(-1)!;
    expect(JSON.parse(line)).toMatchObject({ outcome: 'fault' });
    expect(line).not.toContain('of this value');
  });
});
