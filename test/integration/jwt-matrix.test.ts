import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tokenSigner, unsigned } from '../world/token-signer.ts';
import { type DeployedCloud, deployCloud } from './deployed-cloud.ts';
import { type IssuerServer, startIssuer } from './issuer-server.ts';

const AUDIENCE = 'tenant-keys';
const NOW_S = Math.floor(Date.now() / 1_000);

/** The issuer's keys. */
const OURS = tokenSigner('ES256', 'ours');
const RSA = tokenSigner('RS256', 'rsa');
/** The key of an attacker, with the same name. */
const FORGED = tokenSigner('ES256', 'ours');

let issuer: IssuerServer;
let attacker: IssuerServer;
let deployed: DeployedCloud;

beforeAll(async () => {
  [issuer, attacker] = await Promise.all([startIssuer(), startIssuer()]);
  issuer.publish(OURS.jwk, RSA.jwk);
  attacker.publish(FORGED.jwk);
  deployed = await deployCloud({
    AUTH: 'jwt',
    JWT_ISSUER: issuer.url,
    JWT_AUDIENCE: AUDIENCE,
    JWT_JWKS_URL: issuer.jwksUrl,
  });
});
afterAll(async () => {
  await deployed.close();
  await Promise.all([issuer.close(), attacker.close()]);
});

type Answer = {
  readonly status: number;
  readonly challenge: string | undefined;
  readonly retryAfter: string | undefined;
  readonly body: any;
};

type Asked = {
  readonly path?: string;
  readonly method?: string;
  readonly body?: string;
  readonly functionName?: string;
};

let count = 0;

/** Sends a request with these headers `Authorization`, each on a line of its own. */
function ask(authorization: readonly string[], asked: Asked = {}): Promise<Answer> {
  const { method = 'POST', path = '/v1/tenants/acme/keys', functionName } = asked;
  const body = asked.body ?? JSON.stringify({ requestId: `r-${count++}`, keyName: 'main' });
  const url = `${deployed.cloud.url}/functions/${functionName ?? 'accept-request'}${path}`;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const { 'www-authenticate': challenge, 'retry-after': retryAfter } = response.headers;
        const text = Buffer.concat(chunks).toString();
        resolve({
          status: response.statusCode ?? 0,
          challenge,
          retryAfter,
          body: JSON.parse(text),
        });
      });
    });
    sent.on('error', reject);
    sent.setHeader('content-type', 'application/json');
    if (authorization.length > 0) sent.setHeader('authorization', [...authorization]);
    sent.end(method === 'POST' ? body : '');
  });
}

const claims = (changed: object = {}) => ({
  iss: issuer.url,
  aud: AUDIENCE,
  exp: NOW_S + 600,
  iat: NOW_S,
  tenant_id: 'acme',
  ...changed,
});
const bearer = (token: string) => [`Bearer ${token}`];
const good = (changed: object = {}) => OURS.token(claims(changed));

/** Signs with the public key of RS256 as if it were a secret. */
function confused(format: 'pem' | 'jwk'): string {
  const text = unsigned({ alg: 'HS256', typ: 'at+jwt', kid: 'rsa' }, claims());
  const secret =
    format === 'pem'
      ? String(RSA.publicKey.export({ type: 'spki', format }))
      : JSON.stringify(RSA.jwk);
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

const MISSING = 'Bearer realm="tenant-keys"';
const INVALID = `${MISSING}, error="invalid_token"`;
const SCOPE = `${MISSING}, error="insufficient_scope"`;

type Row = {
  readonly name: string;
  readonly authorization: () => readonly string[];
  readonly status: number;
  readonly code: string;
  readonly challenge: string | undefined;
  readonly asked?: Asked;
};

function missing(name: string, ...authorization: readonly string[]): Row {
  const refused = { status: 401, code: 'TokenMissing', challenge: MISSING };
  return { name, authorization: () => authorization, ...refused };
}

function invalid(name: string, token: () => string): Row {
  return invalidHeaders(name, () => bearer(token()));
}

function invalidHeaders(name: string, authorization: () => readonly string[]): Row {
  return { name, authorization, status: 401, code: 'TokenInvalid', challenge: INVALID };
}

function forbidden(name: string, changed: object, asked: Asked = {}): Row {
  const refused = { status: 403, code: 'TenantForbidden', challenge: SCOPE };
  return { name, authorization: () => bearer(good(changed)), ...refused, asked };
}

const OTHER = { tenant_id: 'globex' };

const REFUSED: readonly Row[] = [
  missing('no header'),
  missing('a blank header', ''),
  missing('a scheme without a token', 'Bearer'),
  missing('another scheme', 'Basic YWNtZTphY21l'),
  invalid('the algorithm none', () => `${unsigned({ alg: 'none' }, claims())}.`),
  invalid('the algorithm none, with a signature', () => `${unsigned({ alg: 'none' }, claims())}.x`),
  invalid('the algorithm nOnE', () => `${unsigned({ alg: 'nOnE' }, claims())}.x`),
  invalid('the public key in PEM as the secret of HS256', () => confused('pem')),
  invalid('the public key in JSON as the secret of HS256', () => confused('jwk')),
  invalid('a signature of another key by the same name', () => FORGED.token(claims())),
  invalid('a key that it brings along', () => FORGED.token(claims(), { jwk: FORGED.jwk })),
  invalid('an address of keys that it brings along', () =>
    FORGED.token(claims(), { jku: attacker.jwksUrl, x5u: attacker.jwksUrl }),
  ),
  invalid('a key of another algorithm', () => OURS.token(claims(), { kid: 'rsa' })),
  invalid('another issuer', () => good({ iss: attacker.url })),
  invalid('an issuer that is almost ours', () => good({ iss: `${issuer.url}/` })),
  invalid('another audience', () => good({ aud: 'another-service' })),
  invalid('no audience', () => good({ aud: undefined })),
  invalid('an end that has passed', () => good({ exp: NOW_S - 120 })),
  invalid('no end', () => good({ exp: undefined })),
  invalid('a beginning that has not come', () => good({ nbf: NOW_S + 600 })),
  invalid('a time of issue that has not come', () => good({ iat: NOW_S + 600 })),
  invalid('an extension that must be understood', () =>
    OURS.token(claims(), { crit: ['urn:x'], 'urn:x': true }),
  ),
  invalid('another type of token', () => OURS.token(claims(), { typ: 'logout+jwt' })),
  invalid('its end cut off', () => good().slice(0, -10)),
  invalid('its signature cut off', () => good().replace(/\.[^.]*$/, '')),
  invalid('other claims than were signed', () => {
    const [header, , signature] = good().split('.');
    const other = Buffer.from(JSON.stringify(claims({ scope: 'tenant-keys:all-tenants' })));
    return `${header}.${other.toString('base64url')}.${signature}`;
  }),
  invalid('more than 8,192 characters', () => good({ more: 'x'.repeat(8_192) })),
  invalidHeaders('two headers, of which one is good', () => [
    ...bearer(good()),
    ...bearer(FORGED.token(claims())),
  ]),
  invalidHeaders('the same good header twice', () => [...bearer(good()), ...bearer(good())]),
  forbidden('another tenant in the path', OTHER),
  forbidden('another tenant, whose name begins alike', { tenant_id: 'acme-eu' }),
  forbidden('no tenant', { tenant_id: undefined }),
  forbidden('tenants, but not this one', { tenant_id: ['globex', 'hooli'] }),
  forbidden('a wildcard', { tenant_id: '*' }),
  forbidden('a word like that of services', { tenant_id: 'x', scope: 'tenant-keys:all' }),
  forbidden('another tenant, for a plan', OTHER, { path: '/v1/tenants/acme/keys?plan' }),
  forbidden('another tenant, for a list', OTHER, { method: 'GET' }),
  forbidden('another tenant, for one key', OTHER, {
    method: 'GET',
    path: '/v1/tenants/acme/keys/main',
  }),
  {
    name: 'another tenant in the body than in the path and the token',
    authorization: () => bearer(good()),
    ...{ status: 422, code: 'RequestInvalid', challenge: undefined },
    asked: { body: '{"requestId":"r","tenantId":"globex","keyName":"main"}' },
  },
];

describe('a token with', () => {
  test.each(REFUSED)('$name is refused, and the cloud is not called', async (row) => {
    const { authorization, status, code, challenge, asked } = row;
    const { lines } = deployed;
    const before = lines.length;
    const shown = authorization();
    const answer = await ask(shown, asked);
    expect(answer).toMatchObject({ status, body: { status, code, retryable: false } });
    expect(answer.challenge).toBe(challenge);
    expect(await deployed.ask('GET /journal')).toEqual([]);
    expect([...deployed.events(), ...deployed.deadLetters()]).toEqual([]);
    if (status === 422) return;

    // The lines of an instance may come later than its answer.
    const logged = () => lines.slice(before).map(({ line }) => JSON.parse(line));
    await expect.poll(logged).toMatchObject([{ outcome: 'refused', code }]);
    const secrets = shown
      .flatMap((header) => header.split(/[ .]/))
      .filter((part) => part.length > 20);
    const said = JSON.stringify([answer, logged()]);
    for (const secret of secrets) expect(said).not.toContain(secret);
  });

  test.each<[string, object]>([
    ['its tenant', {}],
    ['its tenant among others', { tenant_id: ['globex', 'acme'] }],
    ['the scope of services', { tenant_id: undefined, scope: 'a tenant-keys:all-tenants' }],
  ])('%s allows its bearer to request a key', async (_, changed) => {
    const { status, body } = await ask(bearer(good(changed)));
    expect(status === 201 || status === 200).toBe(true);
    expect(body).toMatchObject({ tenantId: 'acme', keyName: 'main' });
    const list = await ask(bearer(good(changed)), { method: 'GET' });
    expect(list.body.keys).toHaveLength(1);
    await deployed.ask('DELETE /journal');
  });

  test('any key of the issuer verifies a token', async () => {
    const { status } = await ask(bearer(RSA.token(claims())), { method: 'GET' });
    expect(status).toBe(200);
    await deployed.ask('DELETE /journal');
  });
});

test('keys that tokens refer to are never fetched', () => {
  expect(attacker.asked()).toBe(0);
});

test('a thousand tokens with unknown keys cause at most one more fetch', async () => {
  await deployed.ask('PUT /switches', { syncCallsWait: true }); // All of them to one instance.
  const before = issuer.asked();
  for (let batch = 0; batch < 20; batch += 1) {
    const tokens = Array.from({ length: 50 }, (_, index) =>
      OURS.token(claims(), { kid: `invented-${batch}-${index}` }),
    );
    const answers = await Promise.all(tokens.map((token) => ask(bearer(token))));
    for (const { status } of answers) expect([401, 503]).toContain(status);
  }
  expect(issuer.asked() - before).toBeLessThanOrEqual(1);
  expect(await deployed.ask('GET /journal')).toEqual([]);
});

test('the routes without a tenant need no token', async () => {
  for (const path of ['/healthz', '/openapi.json']) {
    expect((await ask([], { method: 'GET', path })).status).toBe(200);
  }
  expect((await ask([], { method: 'GET', path: '/v1' })).status).toBe(404);
});

describe('the issuer', () => {
  /** The same bundle again, with an issuer of its own and no cached keys. */
  function deployCold(settings: Readonly<Record<string, string>>): string {
    const functionName = `cold-${count++}`;
    const { url, region } = deployed.cloud;
    deployed.host.deploy({
      name: functionName,
      bundlePath: new URL('../../dist/functions/accept-request/index.js', import.meta.url).pathname,
      handler: 'index.main_handler',
      environment: {
        REGION: region,
        API_ENDPOINT: url,
        TOPICS_URL: url,
        ENVIRONMENT: 'tenant-keys',
        ACCOUNT_UIN: '100000000001',
        MARKER_KEYS: 'k1:0123456789abcdef0123456789abcdef',
        AUTH: 'jwt',
        ...settings,
      },
      role: 'tenant-keys-accept-request',
      timeoutMs: 10_000,
      memoryMb: 128,
      instancesMax: 1,
      isReserved: true,
    });
    return functionName;
  }

  test('that is unavailable at first admits no caller; when it is back, every caller with a valid token', async () => {
    const functionName = deployCold({
      JWT_ISSUER: issuer.url,
      JWT_AUDIENCE: AUDIENCE,
      JWT_JWKS_URL: issuer.jwksUrl,
    });
    issuer.setAway(true);
    const refused = await ask(bearer(good()), { functionName });
    expect(refused).toMatchObject({ status: 503, challenge: undefined, retryAfter: '1' });
    expect(refused.body).toMatchObject({ code: 'IssuerUnavailable', retryable: true });
    expect(await deployed.ask('GET /journal')).toEqual([]);

    issuer.setAway(false);
    await sleep(Number(refused.retryAfter) * 1_000);
    const get = { functionName, method: 'GET' };
    expect((await ask(bearer(good()), get)).status).toBe(200);
    issuer.setAway(true);
    expect((await ask(bearer(good()), get)).status).toBe(200);
    issuer.setAway(false);
  });

  test('of the local cloud issues tokens that are valid here', async () => {
    const { JWT_ISSUER, JWT_AUDIENCE, JWT_JWKS_URL } = deployed.cloud.environment();
    const settings = { JWT_ISSUER, JWT_AUDIENCE, JWT_JWKS_URL } as Record<string, string>;
    const functionName = deployCold(settings);
    const get = { functionName, method: 'GET' };
    const { cloud } = deployed;
    const { token } = await deployed.ask('POST /issuer/token', { tenant: 'acme' });
    for (const each of [token, cloud.token, cloud.issueToken({ tenants: ['globex', 'acme'] })]) {
      expect((await ask(bearer(each), get)).status).toBe(200);
    }
    for (const each of [cloud.issueToken({ tenants: ['globex'] }), cloud.issueToken({})]) {
      expect((await ask(bearer(each), get)).status).toBe(403);
    }
    const ended = cloud.issueToken({ tenants: ['acme'], lifetimeS: -61 });
    expect((await ask(bearer(ended), get)).status).toBe(401);
  });
});
