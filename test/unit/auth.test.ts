import { describe, expect, test } from 'vitest';
import { bearerTokenIn, openAuthentication } from '../../shared/auth/authentication.ts';
import { callerOf } from '../../shared/auth/caller.ts';

const RULES = {
  tenantClaim: 'tenant_id',
  scopeClaim: undefined,
  serviceScope: 'tenant-keys:all-tenants',
};

const ALL = ['acme', 'globex', 'hooli'];

describe('a caller with verified claims', () => {
  test.each<[string, object, readonly string[]]>([
    ['the one tenant that is named', { tenant_id: 'acme' }, ['acme']],
    ['each of those that are named', { tenant_id: ['acme', 'globex'] }, ['acme', 'globex']],
    ['all, with the scope of services', { scope: 'tenant-keys:all-tenants' }, ALL],
    ['all, with other scopes beside it', { scope: 'a tenant-keys:all-tenants b' }, ALL],
    ['all, with the scopes in an array', { scope: ['a', 'tenant-keys:all-tenants'] }, ALL],
    ['all, though a tenant is named', { scope: 'tenant-keys:all-tenants', tenant_id: 'acme' }, ALL],
    ['none without either', {}, []],
    ['none, if the claim is not text', { tenant_id: { acme: true } }, []],
    ['none, if an entry of the claim is not text', { tenant_id: ['acme', 7] }, []],
    ['none by a list in one text', { tenant_id: 'acme globex,hooli' }, []],
    ['none by a wildcard', { tenant_id: '*' }, []],
    ['none by another spelling', { tenant_id: 'ACME' }, []],
    ['none by a longer name', { tenant_id: 'acme-eu' }, []],
    ['none by a longer scope', { scope: 'tenant-keys:all-tenants-but-one' }, []],
    ['none by a scope inside another text', { scope: ['a tenant-keys:all-tenants'] }, []],
    ['all, with the scope in scp, as Entra has it', { scp: 'a tenant-keys:all-tenants' }, ALL],
    ['all, with an array in scp, as Okta has it', { scp: ['a', 'tenant-keys:all-tenants'] }, ALL],
    ['all, with another scope in scope', { scope: 'a', scp: ['tenant-keys:all-tenants'] }, ALL],
    ['none by the scope in another claim', { roles: 'tenant-keys:all-tenants' }, []],
  ])('may act for %s', (_, claims, tenants) => {
    const caller = callerOf({ ...claims }, RULES);
    expect(ALL.filter((tenantId) => caller.mayActFor(tenantId))).toEqual(tenants);
  });

  test.each(['__proto__', 'constructor', 'toString'])(
    'may act for no tenant by the claim %s that every object inherits',
    (tenantClaim) => {
      const caller = callerOf({}, { ...RULES, tenantClaim });
      expect(['', 'acme', 'Object', 'toString'].filter(caller.mayActFor)).toEqual([]);
    },
  );

  test('has its scopes in the one claim of the setting, if there is one', () => {
    const rules = { ...RULES, scopeClaim: 'permissions' };
    const mayActFor = (claims: object) => callerOf({ ...claims }, rules).mayActFor('acme');
    expect(mayActFor({ permissions: ['tenant-keys:all-tenants'] })).toBe(true);
    expect(mayActFor({ permissions: 'tenant-keys:all-tenants' })).toBe(true);
    expect(mayActFor({ scope: 'tenant-keys:all-tenants' })).toBe(false);
    expect(mayActFor({ scp: 'tenant-keys:all-tenants' })).toBe(false);
  });

  test('may have the claim under any name', () => {
    const tenantClaim = 'https://id.example.com/tenant';
    expect(callerOf({ [tenantClaim]: 'acme' }, { ...RULES, tenantClaim }).mayActFor('acme')).toBe(
      true,
    );
  });
});

describe('the header Authorization', () => {
  test.each(['Bearer a.b.c', 'bearer a.b.c', 'BEARER   a.b.c', ' Bearer a.b.c '])(
    'has a token in %j',
    (header) => expect(bearerTokenIn(header)).toEqual({ kind: 'token', token: 'a.b.c' }),
  );

  test.each([
    undefined,
    '',
    ' ',
    'Bearer',
    'Bearer ',
    'a.b.c',
    'Basic dXNlcjpwYXNz',
    'TC3-HMAC-SHA256 Credential=x',
    'BearerX a.b.c',
    'Basic dXNlcjpwYXNz, Bearer a.b.c',
  ])('has none in %j', (header) => expect(bearerTokenIn(header)).toEqual({ kind: 'none' }));

  test.each([
    ['two tokens', 'Bearer a.b.c, Bearer d.e.f'],
    ['the same token twice', 'Bearer a.b.c, Bearer a.b.c'],
    ['two words', 'Bearer a.b.c d.e.f'],
    ['two parts', 'Bearer a.b'],
    ['the five parts of an encrypted token', 'Bearer a.b.c.d.e'],
    ['an empty signature', 'Bearer a.b.'],
    ['other characters', 'Bearer a.b.c='],
    ['a line end', 'Bearer a.b.c\nX: y'],
    ['a text that is not a token', 'Bearer s3cret'],
  ])('has no valid one in %s', (_, header) =>
    expect(bearerTokenIn(header)).toEqual({ kind: 'malformed', reason: 'no-jwt' }),
  );

  test('is refused beyond 8,192 characters of token', () => {
    const token = (length: number) => `a.${'b'.repeat(length - 4)}.c`;
    expect(bearerTokenIn(`Bearer ${token(8_192)}`)).toMatchObject({ kind: 'token' });
    expect(bearerTokenIn(`Bearer ${token(8_193)}`)).toEqual({
      kind: 'malformed',
      reason: 'too-long',
    });
  });
});

describe.each(['cam', 'open'] as const)('with AUTH=%s', (kind) => {
  test('every caller is a service, and no header is read', async () => {
    const never = () => Promise.reject(new Error('nothing is called'));
    const clock = { nowMs: () => 0, sleep: never, after: () => () => {} };
    const authenticate = openAuthentication({ kind }, { clock, wallMs: () => 0, send: never });
    for (const headers of [new Map(), new Map([['authorization', 'Bearer x']])]) {
      const found = await authenticate(headers, 0);
      expect(found.ok && found.caller.mayActFor('acme')).toBe(true);
    }
  });
});
