import { createPublicKey, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../local/cloud.ts';
import { issuerKey, localIssuer } from '../../local/issuer.ts';
import { parseTokenRequest } from '../../local/issuer-routes.ts';

const NOW_S = 1_795_000_000;

describe('the key of the local issuer', () => {
  test('depends only on its secret', () => {
    const key = issuerKey('a secret').publicJwk;
    expect(issuerKey('a secret').publicJwk).toEqual(key);
    expect(issuerKey('another secret').publicJwk.kid).not.toBe(key.kid);
    expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig' });
    expect(Object.keys(key)).not.toContain('d');
  });

  test('is a point of the curve for every secret', () => {
    for (let number = 0; number < 50; number += 1) {
      const { publicJwk, privateKey } = issuerKey(`secret ${number}`);
      const published = createPublicKey({ key: { ...publicJwk }, format: 'jwk' });
      expect(createPublicKey(privateKey).equals(published)).toBe(true);
    }
  });
});

describe('a token of the local issuer', () => {
  const url = 'http://127.0.0.1:4700/issuer';
  const { issueToken, jwks } = localIssuer(url, 'a secret', () => NOW_S * 1_000 + 999);
  const partsOf = (token: string) => token.split('.').map((part) => Buffer.from(part, 'base64url'));
  const claimsOf = (token: string) => JSON.parse(String(partsOf(token)[1]));

  test('is signed with the key that the issuer publishes', () => {
    const token = issueToken({ service: true });
    const [header, , signature] = partsOf(token);
    const { keys } = jwks as { keys: [{ kid: string }] };
    expect(JSON.parse(String(header))).toEqual({ alg: 'ES256', kid: keys[0].kid, typ: 'at+jwt' });
    const key = createPublicKey({ key: { ...keys[0] }, format: 'jwk' });
    const text = Buffer.from(token.slice(0, token.lastIndexOf('.')));
    expect(verify('sha256', text, { key, dsaEncoding: 'ieee-p1363' }, signature!)).toBe(true);
  });

  test.each([
    [{ tenants: ['acme'] }, { tenant_id: 'acme', exp: NOW_S + 86_400 }],
    [{ tenants: ['acme', 'globex'], lifetimeS: 60 }, { tenant_id: ['acme', 'globex'] }],
    [
      { service: true, lifetimeS: 60 },
      { scope: 'tenant-keys:all-tenants', exp: NOW_S + 60 },
    ],
  ])('for %j has these claims', (request, claims) => {
    const issued = claimsOf(issueToken(request));
    expect(issued).toMatchObject({ iss: url, aud: 'tenant-keys', iat: NOW_S, ...claims });
    expect('tenant_id' in issued).toBe('tenants' in request);
    expect('scope' in issued).toBe('service' in request);
  });
});

describe('a request for a token', () => {
  test.each([
    [{ tenant: 'acme' }, { tenants: ['acme'], service: false }],
    [{ tenant: 'auth0|5f7c' }, { tenants: ['auth0|5f7c'], service: false }],
    [{ tenants: ['acme', 'globex'] }, { tenants: ['acme', 'globex'], service: false }],
    [
      { service: true, lifetimeS: 31_536_000 },
      { tenants: [], service: true, lifetimeS: 31_536_000 },
    ],
  ])('may be %j', (body, value) => expect(parseTokenRequest(body)).toEqual({ ok: true, value }));

  test.each<[unknown, string]>([
    [undefined, 'The body must be a JSON object: '],
    ['acme', 'The body must be a JSON object: '],
    [{}, 'The token needs a tenant or the service: '],
    [{ service: false }, 'The token needs a tenant or the service: '],
    [{ tenants: [] }, 'The token needs a tenant or the service: '],
    [{ tenantId: 'acme' }, '"tenantId" is unknown: '],
    [{ tenant: 'acme', tenants: ['acme'] }, 'Give tenant or tenants, not both.'],
    [{ tenant: 'ACME INC' }, 'A tenant is 1 to 128 printable characters'],
    [{ tenant: ['acme'] }, 'A tenant is 1 to 128 printable characters'],
    [{ tenants: 'acme' }, 'A tenant is 1 to 128 printable characters'],
    [{ tenants: ['acme', 7] }, 'A tenant is 1 to 128 printable characters'],
    [{ tenants: Array(101).fill('acme') }, 'A tenant is 1 to 128 printable characters'],
    [{ service: 'yes' }, 'service must be true or false.'],
    [{ service: true, lifetimeS: 0 }, 'lifetimeS must be a whole number of seconds'],
    [{ service: true, lifetimeS: 1.5 }, 'lifetimeS must be a whole number of seconds'],
    [{ service: true, lifetimeS: 31_536_001 }, 'lifetimeS must be a whole number of seconds'],
  ])('may not be %j', (body, problem) => {
    const parsed = parseTokenRequest(body);
    expect(parsed.ok ? parsed.value : parsed.problem).toContain(problem);
  });
});

describe('the issuer of a local cloud', () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await startLocalCloud({ port: 0, seed: 'issuer' });
  });
  afterAll(() => cloud.close());

  const post = (body: string, headers = {}) =>
    fetch(`${cloud.url}/issuer/token`, { method: 'POST', body, headers });

  test('has the same key after a restart with the same seed, and a different one with another seed', async () => {
    const keysOf = async ({ url }: LocalCloud) => (await fetch(`${url}/issuer/jwks.json`)).json();
    const [again, other] = await Promise.all(
      ['issuer', 'other'].map((seed) => startLocalCloud({ port: 0, seed })),
    );
    expect(await keysOf(again!)).toEqual(await keysOf(cloud));
    expect(await keysOf(other!)).not.toEqual(await keysOf(cloud));
    await Promise.all([again!.close(), other!.close()]);
  });

  test('issues a token over HTTP, or says what is wrong', async () => {
    const answer = await post('{"tenant":"acme"}');
    expect(await answer.json()).toEqual({
      token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    });
    const refused = await post('{"tenant":');
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { error: expect.stringContaining('The body must be a JSON object') },
    ]);
  });

  test.each(['https://evil.example.com', 'null', 'http://127.0.0.1.example.com'])(
    'gives none to a page of the web, such as one of %s',
    async (origin) => expect((await post('{"service":true}', { origin })).status).toBe(403),
  );

  test('survives a reset', async () => {
    const before = await (await fetch(`${cloud.url}/issuer/jwks.json`)).json();
    await fetch(`${cloud.url}/reset`, { method: 'POST' });
    expect(await (await fetch(`${cloud.url}/issuer/jwks.json`)).json()).toEqual(before);
  });
});
