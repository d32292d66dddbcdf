import { describe, expect, test } from 'vitest';
import {
  type Authenticate,
  type AuthRefusal,
  callerOf,
  IssuerUnavailable,
} from '../../shared/auth/caller.ts';
import { serveHttp } from '../../shared/http/serve.ts';
import { httpRequestOf } from '../../shared/triggers/trigger.ts';
import { invocationBy } from '../world/invocation.ts';
import { type ProvisioningWorld, provisioningWorld } from '../world/provisioning-world.ts';
import { CONFIG, LET_IN } from '../world/world-config.ts';

const REQUEST = { requestId: 'r-1', keyName: 'main' };

type Asked = {
  readonly body?: object | string;
  readonly headers?: object;
  readonly query?: object;
  readonly authenticate?: Authenticate;
};

async function ask(world: ProvisioningWorld, line: string, asked: Asked = {}) {
  const [httpMethod, path] = line.split(' ');
  const { headers = {}, query: queryString = {}, authenticate = LET_IN } = asked;
  const body = typeof asked.body === 'string' ? asked.body : (JSON.stringify(asked.body) ?? '');
  const request = httpRequestOf({ httpMethod, path, headers, queryString, body });
  const lines: string[] = [];
  const log = (text: string) => void lines.push(text);
  const { ports, clock } = world;
  const invocation = invocationBy(clock, clock.nowMs() + 30_000, { id: 'i-1', log });
  const response = await clock.run(
    serveHttp(request, { ...ports, authenticate }, CONFIG, invocation),
  );
  const { status, headers: answered } = response;
  return { status, headers: answered, body: JSON.parse(response.body), lines };
}

const POST = 'POST /v1/tenants/acme/keys';

describe('a query', () => {
  test.each<[string, object]>([
    [POST, { PLAN: true }],
    [POST, { plan: 'maybe' }],
    [POST, { zzz: true }],
    ['GET /v1/tenants/acme/keys', { zzz: true }],
    ['GET /v1/tenants/acme/keys/main', { plan: true }],
    ['GET /healthz', { t: '1' }],
  ])('that is not clear is 400, and makes no call: %s %j', async (line, query) => {
    const world = provisioningWorld();
    const answer = await ask(world, line, { body: REQUEST, query });
    expect(answer).toMatchObject({ status: 400, body: { code: 'QueryInvalid', status: 400 } });
    expect(world.calls()).toEqual([]);
  });

  test('of a path that does not exist, and of one that a caller may not see, is not read', async () => {
    const nobody: Authenticate = async () => ({ ok: false, refusal: { kind: 'no-token' } });
    const query = { zzz: true };
    expect(await ask(provisioningWorld(), 'GET /nowhere', { query })).toMatchObject({
      status: 404,
    });
    const asked = { query, authenticate: nobody };
    expect(await ask(provisioningWorld(), POST, asked)).toMatchObject({ status: 401 });
  });
});

describe('a preview', () => {
  const tenantOnly: Authenticate = async () => {
    const rules = { tenantClaim: 'tenant', scopeClaim: 'scope', serviceScope: 'all' };
    return { ok: true, caller: callerOf({ tenant: 'acme' }, rules) };
  };

  test('shows the key quota, which belongs to all tenants, to a service alone', async () => {
    const world = provisioningWorld();
    const asked = { body: REQUEST, query: { plan: true } };
    const forService = await ask(world, POST, asked);
    expect(forService.body).toMatchObject({ action: 'create', quota: { usedAfter: 1 } });
    const forTenant = await ask(world, POST, { ...asked, authenticate: tenantOnly });
    expect(forTenant.body).toMatchObject({ action: 'create', alias: 'acme_main' });
    expect(forTenant.body).not.toHaveProperty('quota');
  });

  test('has a path of its own, and the word plan is deprecated in its favour', async () => {
    const world = provisioningWorld();
    const byPath = await ask(world, 'POST /v1/tenants/acme/plans', { body: REQUEST });
    const byWord = await ask(world, POST, { body: REQUEST, query: { plan: true } });
    expect([byPath.status, byPath.body]).toEqual([200, byWord.body]);
    const link = '<plans>; rel="successor-version"';
    expect(byWord.headers).toMatchObject({ Deprecation: '@1795996800', Link: link });
    expect(byPath.headers).not.toHaveProperty('Deprecation');
    expect(world.machine.journal.list().filter(({ mutating }) => mutating)).toEqual([]);
  });

  test('at its own path is never a request for the key', async () => {
    const world = provisioningWorld();
    const plans = 'POST /v1/tenants/acme/plans';
    const headers = { Prefer: 'respond-async' };
    expect(await ask(world, plans, { headers, body: REQUEST })).toMatchObject({ status: 200 });
    for (const plan of ['false', '0', 'true']) {
      const answer = await ask(world, plans, { body: REQUEST, query: { plan } });
      expect(answer).toMatchObject({ status: 400, body: { code: 'QueryInvalid' } });
    }
    const invalid = await ask(world, plans, { body: { ...REQUEST, keyName: 'Main' } });
    expect(invalid).toMatchObject({ status: 422, body: { code: 'RequestInvalid' } });
    expect(world.machine.topics.get('key-requests')?.size()).toBe(0);
    expect(world.machine.journal.list().filter(({ mutating }) => mutating)).toEqual([]);
  });

  test.each(['true', 'false'])(
    'with plan=%s is deprecated whatever its answer is',
    async (plan) => {
      const body = { ...REQUEST, keyName: 'Main' };
      const answer = await ask(provisioningWorld(), POST, { body, query: { plan } });
      expect(answer).toMatchObject({ status: 422, headers: { Deprecation: '@1795996800' } });
    },
  );
});

describe('a POST for a key', () => {
  test('is logged on one line', async () => {
    const { lines } = await ask(provisioningWorld(), POST, { body: REQUEST });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { outcome: 'provisioned', requestId: 'r-1', tenantId: 'acme', door: 'http' },
    ]);
  });

  test.each<[string, Asked, number]>([
    ['is a preview', { query: { plan: true } }, 200],
    ['waits in the queue', { headers: { Prefer: 'respond-async' } }, 202],
  ])('is neither logged nor published while it %s', async (_, asked, status) => {
    const world = provisioningWorld();
    const answer = await ask(world, POST, { ...asked, body: REQUEST });
    expect(answer).toMatchObject({ status, lines: [] });
    expect([...world.events(), ...world.deadLetters()]).toEqual([]);
    expect(world.machine.journal.list().filter(({ mutating }) => mutating)).toEqual([]);
  });

  test.each<[string, Asked]>([
    ['previewed', { query: { plan: '' } }],
    ['queued', { headers: { prefer: 'respond-async, wait=10' } }],
  ])('is refused at once when it is invalid, rather than %s', async (_, asked) => {
    const world = provisioningWorld();
    const { status, body } = await ask(world, POST, { ...asked, body: { keyName: 'Main' } });
    expect([status, body.code]).toEqual([422, 'RequestInvalid']);
    expect(world.machine.topics.get('key-requests')?.size()).toBe(0);
    expect(world.calls()).toEqual([]);
  });

  test('is rejected with an event when it is invalid, even if its sender does not wait', async () => {
    const world = provisioningWorld();
    const headers = { Prefer: 'respond-async' };
    const { lines } = await ask(world, POST, { headers, body: { requestId: 'r-1', keyName: 'M' } });
    expect(world.events()).toMatchObject([{ type: 'tenant-key.rejected', subject: 'acme/M' }]);
    expect(lines).toHaveLength(1);
  });

  test('is answered with its id when body and path disagree', async () => {
    const body = { ...REQUEST, tenantId: 'globex' };
    const answer = await ask(provisioningWorld(), POST, { body });
    expect(answer).toMatchObject({ status: 422, body: { requestId: 'r-1' } });
  });

  test('reports a malformed header once', async () => {
    const headers = { 'Idempotency-Key': '"r-1' };
    const { body } = await ask(provisioningWorld(), POST, { headers, body: { keyName: 'main' } });
    expect(body.errors).toMatchObject([{ pointer: '#/requestId' }]);
  });

  test('is queued as a whole: with the tenant of the path and the id of the header', async () => {
    const world = provisioningWorld();
    const headers = { Prefer: 'respond-async', 'Idempotency-Key': '"r-7"' };
    await ask(world, POST, { headers, body: { keyName: 'main' } });
    const [message] = world.machine.topics.get('key-requests')?.read(0, 1) ?? [];
    expect(message).toMatchObject({ key: 'acme' });
    expect(JSON.parse(message?.value ?? '')).toEqual({
      requestId: 'r-7',
      tenantId: 'acme',
      keyName: 'main',
    });
  });
});

describe('a GET for keys', () => {
  const LIST = 'GET /v1/tenants/acme/keys';

  test('shows those that we created for the tenant, in any state and usage', async () => {
    const world = provisioningWorld();
    const { body: made } = await ask(world, POST, { body: REQUEST });
    const usage = { ...REQUEST, keyName: 'sign', keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECC' };
    await ask(world, POST, { body: usage });
    await ask(world, 'POST /v1/tenants/x-acme/keys', { body: REQUEST });
    await world.call('CreateKey', { Alias: 'acme_foreign', Description: 'made by hand' });
    await world.call('DisableKey', { KeyId: made.keyId });

    const { status, body } = await ask(world, 'GET /v1/tenants/acme/keys');
    expect(status).toBe(200);
    expect(body.keys).toEqual([
      {
        keyId: made.keyId,
        alias: 'acme_main',
        tenantId: 'acme',
        keyName: 'main',
        keyState: 'Disabled',
        keyUsage: 'ENCRYPT_DECRYPT',
        origin: 'TENCENT_KMS',
        createdAt: '2026-11-02T00:00:00.000Z',
      },
      expect.objectContaining({ alias: 'acme_sign', keyUsage: 'ASYMMETRIC_SIGN_VERIFY_ECC' }),
    ]);
  });

  test('of one name shows it, and no similar one', async () => {
    const world = provisioningWorld();
    await ask(world, POST, { body: REQUEST });
    expect((await ask(world, `${LIST}/main`)).body).toMatchObject({ alias: 'acme_main' });
    for (const name of ['mai', 'main-2', 'none']) {
      const { status, body } = await ask(world, `${LIST}/${name}`);
      expect([status, body.code]).toEqual([404, 'KeyNotFound']);
    }
  });

  test('never shows a key that we did not create', async () => {
    const world = provisioningWorld();
    const { KeyId } = await world.call('CreateKey', { Alias: 'acme_main' });
    const answers = [await ask(world, LIST), await ask(world, `${LIST}/main`)];
    expect(answers.map(({ status }) => status)).toEqual([200, 404]);
    expect(JSON.stringify(answers)).not.toContain(KeyId);
  });

  test.each([
    ['/v1/tenants/ACME%20INC/keys', '#/tenantId'],
    ['/v1/tenants/acm%C3%A9/keys', '#/tenantId'],
    ['/v1/tenants/acme/keys/Main', '#/keyName'],
  ])('at %s is refused, since no request can create such a key', async (path, pointer) => {
    const world = provisioningWorld();
    const { status, body } = await ask(world, `GET ${path}`);
    expect([status, body.errors[0].pointer]).toEqual([422, pointer]);
    expect(world.calls()).toEqual([]);
  });

  test.each([
    ['UnauthorizedOperation', 503],
    ['RequestLimitExceeded', 429],
  ])('says when to send it again if the cloud answers %s', async (error, status) => {
    const world = provisioningWorld();
    world.fail('ListKeyDetail', { error });
    for (const line of [LIST, `${LIST}/main`]) {
      expect(await ask(world, line)).toMatchObject({ status, body: { code: error } });
    }
  });
});

describe('a POST for a key that fails', () => {
  test.each([
    ['ServiceUnavailable', 503, '1'],
    ['InternalError', 503, '1'],
    ['ResourceInUse', 503, '1'],
    ['LimitExceeded.TagValue', 503, '1'],
    ['Novelty.Unheard', 503, '1'],
    ['RequestLimitExceeded', 429, '2'],
    ['UnauthorizedOperation', 503, '30'],
    ['ResourceUnavailable.NotPurchased', 503, '30'],
    ['UnsupportedRegion', 503, '30'],
  ])(
    'with %s is %i, and leaves nothing that its caller may never ask for again',
    async (code, ...answered) => {
      const [status, after] = answered;
      const world = provisioningWorld();
      world.fail('CreateKey', { error: code });
      const { headers, body, ...answer } = await ask(world, POST, { body: REQUEST });
      expect([answer.status, body.code, body.retryable]).toEqual([status, code, true]);
      expect(headers).toMatchObject({ 'Retry-After': after });
      expect([...world.events(), ...world.deadLetters()]).toEqual([]);
    },
  );

  test.each([
    ['LimitExceeded.CmkLimitExceeded', 'waiting'],
    ['InvalidParameter', 'parked'],
  ])('with %s is 202, and %s', async (code, status) => {
    const world = provisioningWorld();
    world.fail('CreateKey', { error: code });
    const answer = await ask(world, POST, { body: REQUEST });
    expect(answer).toMatchObject({ status: 202, body: { status, code } });
    expect(world.events()).toMatchObject([{ type: `tenant-key.${status}` }]);
    expect(world.deadLetters()).toMatchObject([{ state: status, code }]);
  });

  test('as those of others did is 503 at once, with the time of the next trial, until one succeeds', async () => {
    const world = provisioningWorld();
    world.fail('CreateKey', { error: 'ServiceUnavailable' });
    const of = (tenant: number) => `POST /v1/tenants/t-${tenant}/keys`;
    for (const tenant of [1, 2, 3]) await ask(world, of(tenant), { body: REQUEST });
    expect(world.calls()).toHaveLength(11); // Five of the first two each, and one of the third.
    world.machine.faults.clear();

    const answer = await ask(world, of(4), { body: REQUEST });
    expect(answer).toMatchObject({
      ...{ status: 503, headers: { 'Retry-After': '60' } },
      body: { code: 'ServiceUnavailable', retryable: true },
    });
    expect(world.calls()).toHaveLength(11);
    expect([...world.events(), ...world.deadLetters()]).toEqual([]);

    await world.clock.run(world.clock.sleep(60_000));
    expect(await ask(world, of(4), { body: REQUEST })).toMatchObject({ status: 201 });
    expect(await ask(world, of(5), { body: REQUEST })).toMatchObject({ status: 201 });
  });
});

test('a read that KMS refuses permanently is not retryable', async () => {
  const world = provisioningWorld();
  world.fail('ListKeyDetail', { error: 'UnsupportedOperation' });
  const answer = await ask(world, 'GET /v1/tenants/acme/keys');
  expect(answer).toMatchObject({ status: 502, body: { retryable: false } });
});

describe('a caller that is refused', () => {
  const refuse = (refusal: AuthRefusal): Authenticate => {
    return async () => ({ ok: false, refusal });
  };
  const claims = { tenantClaim: 'tenant_id', scopeClaim: undefined, serviceScope: 'all' };
  const onlyFor = (tenantId: string): Authenticate => {
    return async () => ({ ok: true, caller: callerOf({ tenant_id: tenantId }, claims) });
  };
  const unavailable = new IssuerUnavailable(29_001, { cause: new Error('fetch failed') });

  const LINES = [POST, 'GET /v1/tenants/acme/keys', 'GET /v1/tenants/acme/keys/main'];

  test.each<[string, Authenticate, number, string, object]>([
    [
      'without a token gets a challenge without an error',
      refuse({ kind: 'no-token' }),
      401,
      'TokenMissing',
      { 'WWW-Authenticate': 'Bearer realm="tenant-keys"' },
    ],
    [
      'with an invalid token gets no reason',
      refuse({ kind: 'bad-token', reason: 'ERR_JWT_EXPIRED:exp' }),
      401,
      'TokenInvalid',
      { 'WWW-Authenticate': 'Bearer realm="tenant-keys", error="invalid_token"' },
    ],
    [
      'with a token for another tenant gets an error that says so',
      onlyFor('globex'),
      403,
      'TenantForbidden',
      { 'WWW-Authenticate': 'Bearer realm="tenant-keys", error="insufficient_scope"' },
    ],
    [
      'whose issuer is unavailable gets the time to send it again',
      refuse({ kind: 'no-issuer', error: unavailable }),
      503,
      'IssuerUnavailable',
      { 'Retry-After': '30' },
    ],
  ])('%s', async (_, authenticate, status, code, headers) => {
    const world = provisioningWorld();
    for (const line of LINES) {
      // Nothing of the body is read: it is not even JSON.
      const answer = await ask(world, line, { authenticate, body: '{"keyName":' });
      expect(answer).toMatchObject({ status, headers, body: { status, code } });
      expect(answer.body.retryable).toBe(status === 503);
      expect(JSON.stringify(answer.body)).not.toMatch(/globex|ERR_|fetch/);
      expect(answer.lines).toHaveLength(1);
      expect(JSON.parse(answer.lines[0]!)).toMatchObject({ outcome: 'refused', code });
    }
    expect(world.calls()).toEqual([]);
    expect([...world.events(), ...world.deadLetters()]).toEqual([]);
  });

  test.each<[string, Authenticate, string]>([
    [
      'without a token',
      refuse({ kind: 'no-token' }),
      'Send one access token in the header Authorization, as in Authorization: Bearer TOKEN.',
    ],
    [
      'with an invalid token',
      refuse({ kind: 'bad-token', reason: 'ERR_JWT_EXPIRED:exp' }),
      'Get a new access token for this service from its issuer, then send the request again.',
    ],
    [
      'with a token for another tenant',
      onlyFor('globex'),
      'Get an access token that is for the tenant of the path, or correct the path.',
    ],
    [
      'whose issuer is unavailable',
      refuse({ kind: 'no-issuer', error: unavailable }),
      'The issuer of the tokens cannot be asked for its keys. Send the same request again after 30 s.',
    ],
  ])('%s is told what to do', async (_, authenticate, detail) => {
    const { body } = await ask(provisioningWorld(), POST, { authenticate });
    expect(body.detail).toBe(detail);
  });

  test('is logged with the invocation and the reason, and with nothing of the token', async () => {
    const headers = { authorization: 'Bearer canary.token.x' };
    const expired = refuse({ kind: 'bad-token', reason: 'ERR_JWT_EXPIRED:exp' });
    const { lines } = await ask(provisioningWorld(), POST, { headers, authenticate: expired });
    expect(lines).toEqual([
      '{"outcome":"refused","invocationId":"i-1","code":"TokenInvalid","reason":"ERR_JWT_EXPIRED:exp","door":"http"}',
    ]);
    const unusable = refuse({ kind: 'bad-token', reason: 'key-unusable', error: new Error('why') });
    expect((await ask(provisioningWorld(), POST, { authenticate: unusable })).lines).toEqual([
      '{"outcome":"refused","invocationId":"i-1","code":"TokenInvalid","reason":"key-unusable","detail":"why","door":"http"}',
    ]);
    const issuer = refuse({ kind: 'no-issuer', error: unavailable });
    expect((await ask(provisioningWorld(), POST, { authenticate: issuer })).lines).toEqual([
      '{"outcome":"refused","invocationId":"i-1","code":"IssuerUnavailable","detail":"the keys of the issuer are unavailable < fetch failed","door":"http"}',
    ]);
    const other = await ask(provisioningWorld(), POST, { authenticate: onlyFor('globex') });
    expect(other.lines).toEqual([
      '{"outcome":"refused","invocationId":"i-1","code":"TenantForbidden","tenantId":"acme","door":"http"}',
    ]);
  });

  test('for every tenant has no tenant in its line, and a service is admitted', async () => {
    const line = 'GET /v1/keys';
    const { status, body, lines } = await ask(provisioningWorld(), line, {
      authenticate: onlyFor('acme'),
    });
    expect(status).toBe(403);
    expect(body.detail).toMatch(/^Get an access token with the scope that is for every tenant/);
    expect(JSON.parse(lines[0]!)).toEqual({
      ...{ outcome: 'refused', invocationId: 'i-1', code: 'TenantForbidden', door: 'http' },
    });
    const admitted = await ask(provisioningWorld(), line);
    expect(admitted).toMatchObject({ status: 200, lines: [] });
  });

  test('is logged with the beginning of an id that no tenant has', async () => {
    const line = `GET /v1/tenants/${'x'.repeat(300)}/keys`;
    const { lines } = await ask(provisioningWorld(), line, { authenticate: onlyFor('acme') });
    expect(JSON.parse(lines[0]!)).toMatchObject({ tenantId: 'x'.repeat(128) });
  });

  test('may ask whether the function is healthy, and for the document of the API', async () => {
    const authenticate = refuse({ kind: 'no-token' });
    const health = await ask(provisioningWorld(), 'GET /healthz', { authenticate });
    expect(health.body).toEqual({ status: 'ok' });
    const document = await ask(provisioningWorld(), 'GET /openapi.json', { authenticate });
    expect(document.body).toMatchObject({ openapi: expect.stringMatching(/^3\./) });
  });

  test('gets the routes without a tenant all the same', async () => {
    const authenticate = refuse({ kind: 'no-token' });
    const statuses: number[] = [];
    for (const line of ['GET /healthz', 'GET /openapi.json', 'GET /v1', 'PUT /healthz']) {
      const answer = await ask(provisioningWorld(), line, { authenticate });
      expect(answer.lines).toEqual([]);
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([200, 200, 404, 405]);
  });

  test('names another tenant in the body than in the path', async () => {
    const world = provisioningWorld();
    const body = { ...REQUEST, tenantId: 'globex' };
    const answer = await ask(world, POST, { authenticate: onlyFor('acme'), body });
    expect([answer.status, answer.body.code]).toEqual([422, 'RequestInvalid']);
    expect(world.calls()).toEqual([]);
  });
});

test('a fault of our own is thrown, and the middleware answers it', async () => {
  const world = provisioningWorld();
  const broken = () => Promise.reject(new TypeError('a fault of ours'));
  const reader = { ...world.ports.reader, listKeys: broken };
  const request = httpRequestOf({ httpMethod: 'GET', path: '/v1/tenants/acme/keys' });
  const ports = { ...world.ports, reader, authenticate: LET_IN };
  const invocation = invocationBy(world.clock, 30_000);
  await expect(serveHttp(request, ports, CONFIG, invocation)).rejects.toThrow('a fault of ours');
});

describe('an event that is not an HTTP request', () => {
  test.each<[string, unknown, string]>([
    [
      'a timer',
      { Type: 'Timer', TriggerName: 't', Message: 'm' },
      'This function answers HTTP, not events of the kind timer.',
    ],
    ['nothing', null, 'The event is empty; known are: '],
  ])('such as %s is a fault with a description of the event', (_, event, problem) => {
    expect(() => httpRequestOf(event)).toThrow(problem);
  });
});
