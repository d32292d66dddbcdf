import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openAuthentication } from '../../shared/auth/authentication.ts';
import type { Authentication } from '../../shared/auth/caller.ts';
import type { JwtSettings } from '../../shared/auth/settings.ts';
import { type Algorithm, tokenSigner, unsigned } from '../world/token-signer.ts';
import { virtualClock } from '../world/virtual-clock.ts';

const NOW_S = 1_795_000_000;

const SETTINGS: JwtSettings = {
  kind: 'jwt',
  issuer: 'https://id.example.com',
  audience: 'tenant-keys',
  jwksUrl: new URL('https://id.example.com/keys'),
  algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
  tenantClaim: 'tenant_id',
  scopeClaim: undefined,
  serviceScope: 'all',
};

const CLAIMS = {
  iss: 'https://id.example.com',
  aud: 'tenant-keys',
  exp: NOW_S + 300,
  tenant_id: 'acme',
};

const ISSUER = tokenSigner();

/** The issuer's answer to a fetch of its keys; at once, unless it has a delay. */
type Answer = { readonly status?: number; readonly text?: string; readonly afterMs?: number };

/** A function with tokens of one issuer, in virtual time. */
function world(settings: Partial<JwtSettings> = {}) {
  const clock = virtualClock(1_000_000);
  const asked: string[] = [];
  let answer: Answer | Error = keys(ISSUER.jwk);
  const authenticate = openAuthentication(
    { ...SETTINGS, ...settings },
    {
      clock,
      wallMs: () => NOW_S * 1_000 + clock.nowMs(),
      send: async (url, { bytesMax = 0, method, headers }) => {
        asked.push(`${method} ${url} as ${headers.accept}`);
        if (answer instanceof Error) throw answer;
        const { status = 200, text = '', afterMs = 0 } = answer;
        if (text.length > bytesMax) throw new Error('the response is too long');
        if (afterMs > 0) await clock.sleep(afterMs);
        return { status, text: async () => text };
      },
    },
  );

  const found = (headers: ReadonlyMap<string, string>, timeMs = 30_000) =>
    clock.run(authenticate(headers, clock.nowMs() + timeMs));
  const bearing = (token: string) => new Map([['authorization', `Bearer ${token}`]]);

  async function showHeaders(headers: ReadonlyMap<string, string>, timeMs?: number) {
    return verdictOf(await found(headers, timeMs));
  }

  return {
    show: (token: string, timeMs?: number) => showHeaders(bearing(token), timeMs),
    showHeaders,
    refuse: (token: string) => found(bearing(token)),
    asked,
    answerWith: (next: Answer | Error) => {
      answer = next;
    },
    pass: (ms: number) => clock.run(clock.sleep(ms)),
  };
}

function keys(...jwks: readonly object[]): Answer {
  return { text: JSON.stringify({ keys: jwks }) };
}

/** Why the keys of the issuer are unavailable, as the log has it. */
function causesOf(found: Authentication): readonly string[] {
  if (found.ok || found.refusal.kind !== 'no-issuer') return [];
  const { message, cause } = found.refusal.error;
  return [message, cause instanceof Error ? cause.message : String(cause)];
}

/** `in`, `in for no tenant`, or the reason of the refusal. */
function verdictOf(found: Authentication): string {
  if (found.ok) return found.caller.mayActFor('acme') ? 'in' : 'in for no tenant';
  const { refusal } = found;
  if (refusal.kind === 'no-issuer') return `no-issuer ${refusal.error.retryAfterMs}`;
  return refusal.kind === 'bad-token' ? refusal.reason : refusal.kind;
}

test.each<[string, object, string]>([
  ['no header', {}, 'no-token'],
  ['another scheme', { authorization: 'Basic YTpi' }, 'no-token'],
  ['no token', { authorization: 'Bearer x' }, 'no-jwt'],
  ['a long one', { authorization: `Bearer ${'a'.repeat(8_193)}` }, 'too-long'],
])('a request with %s is refused, and nothing is fetched', async (_, headers, verdict) => {
  const { showHeaders, asked } = world();
  expect(await showHeaders(new Map(Object.entries(headers)))).toBe(verdict);
  expect(asked).toEqual([]);
});

describe('a token', () => {
  test.each([
    ['EdDSA', 'EdDSA', 'EdDSA'],
    ['Ed25519', 'Ed25519', 'Ed25519'],
    ['Ed25519', 'EdDSA', 'EdDSA'],
    ['EdDSA', 'Ed25519', 'EdDSA'],
    ['EdDSA', 'EdDSA', 'Ed25519'],
    ['EdDSA', undefined, 'Ed25519'],
  ] as const)(
    'of %s is verified with a key for %s where %s is allowed',
    async (alg, keyAlg, allowed) => {
      const signer = tokenSigner('EdDSA');
      const { show, answerWith } = world({ algorithms: [allowed] });
      answerWith(keys({ ...signer.jwk, alg: keyAlg }));
      expect(await show(signer.token(CLAIMS, { alg }))).toBe('in');
    },
  );

  test('of Ed25519 by its other name is verified where others are allowed beside it', async () => {
    const signer = tokenSigner('EdDSA');
    const { show, answerWith } = world();
    answerWith(keys(signer.jwk));
    expect(await show(signer.token(CLAIMS, { alg: 'Ed25519' }))).toBe('in');
  });

  test.each<[string, string, string]>([
    ['claim', '{"alg":"ES256","kid":"k1"}', `${JSON.stringify(CLAIMS).slice(0, -1)},"iss":"x"}`],
    [
      'claim, with an escape in it',
      '{"alg":"ES256","kid":"k1"}',
      `{"tenant\\u005fid":"globex",${JSON.stringify(CLAIMS).slice(1)}`,
    ],
    [
      'name deep in a claim',
      '{"alg":"ES256","kid":"k1"}',
      `{"a":[[[[[[[[[[{"b":1,"b":2}]]]]]]]]]],${JSON.stringify(CLAIMS).slice(1)}`,
    ],
    ['member of the header', '{"alg":"none","alg":"ES256","kid":"k1"}', JSON.stringify(CLAIMS)],
  ])('that has a %s twice is refused', async (_, header, claims) => {
    expect(await world().show(ISSUER.tokenOfTexts(header, claims))).toBe('name-repeated');
  });

  test('may have a claim that nests deeper than a request may', async () => {
    const deep = { groups: [[[[[[[[[['a']]]]]]]]]] };
    expect(await world().show(ISSUER.token({ ...CLAIMS, ...deep }))).toBe('in');
  });

  test.each(['{"alg":"ES256","kid":"k1"', 'x'])('whose header is %j is refused', async (header) => {
    const verdict = await world().show(ISSUER.tokenOfTexts(header, JSON.stringify(CLAIMS)));
    expect(verdict).toBe('ERR_JWS_INVALID');
  });

  test.each<Algorithm>(['RS256', 'PS256', 'ES256', 'EdDSA'])('may be signed by %s', async (alg) => {
    const signer = tokenSigner(alg);
    const { show, answerWith } = world();
    answerWith(keys(signer.jwk));
    expect(await show(signer.token(CLAIMS))).toBe('in');
  });

  test.each<[string, object]>([
    ['several audiences, ours among them', { aud: ['other', 'tenant-keys'] }],
    ['just expired by our clock', { exp: NOW_S - 59 }],
    ['a start that is just ahead of our clock', { nbf: NOW_S + 60, iat: NOW_S + 60 }],
  ])('may have %s', async (_, claims) => {
    expect(await world().show(ISSUER.token({ ...CLAIMS, ...claims }))).toBe('in');
  });

  test.each([undefined, 'JWT', 'jwt', 'at+jwt', 'AT+JWT', 'application/at+jwt'])(
    'may be of the type %s',
    async (typ) => expect(await world().show(ISSUER.token(CLAIMS, { typ }))).toBe('in'),
  );

  test('without a tenant admits its bearer for no tenant', async () => {
    const { tenant_id: _, ...claims } = CLAIMS;
    expect(await world().show(ISSUER.token(claims))).toBe('in for no tenant');
  });

  test.each<[string, object, string]>([
    ['of another issuer', { iss: 'https://id.example.com/' }, 'CLAIM_VALIDATION_FAILED:iss'],
    ['of several issuers', { iss: [CLAIMS.iss] }, 'CLAIM_VALIDATION_FAILED:iss'],
    ['of no issuer', { iss: undefined }, 'CLAIM_VALIDATION_FAILED:iss'],
    ['for another audience', { aud: 'other' }, 'CLAIM_VALIDATION_FAILED:aud'],
    ['for no audience', { aud: undefined }, 'CLAIM_VALIDATION_FAILED:aud'],
    ['that has expired', { exp: NOW_S - 60 }, 'EXPIRED:exp'],
    ['that never expires', { exp: undefined }, 'CLAIM_VALIDATION_FAILED:exp'],
    ['whose expiry is a text', { exp: String(NOW_S + 300) }, 'CLAIM_VALIDATION_FAILED:exp'],
    ['that is not valid yet', { nbf: NOW_S + 61 }, 'CLAIM_VALIDATION_FAILED:nbf'],
    ['that is issued in the future', { iat: NOW_S + 61 }, 'iat'],
    ['whose time of issue is a text', { iat: 'now' }, 'CLAIM_VALIDATION_FAILED:iat'],
  ])('%s is refused', async (_, claims, reason) => {
    const verdict = await world().show(ISSUER.token({ ...CLAIMS, ...claims }));
    expect(verdict.replace('ERR_JWT_', '')).toBe(reason);
  });

  test.each<[string, object, string]>([
    ['of another type', { typ: 'logout+jwt' }, 'typ'],
    ['of a type that is no text', { typ: ['jwt', 'at+jwt'] }, 'typ'],
    ['with an extension that must be understood', { crit: ['x'], x: 1 }, 'ERR_JOSE_NOT_SUPPORTED'],
    ['with the one extension that is understood', { crit: ['b64'], b64: true }, 'crit'],
    ['of an algorithm that does not fit its key', { alg: 'RS256' }, 'ERR_JWKS_NO_MATCHING_KEY'],
    ['of an unknown algorithm', { alg: 'ES257' }, 'ERR_JOSE_ALG_NOT_ALLOWED'],
    ['of an algorithm by another name', { alg: 'es256' }, 'ERR_JOSE_ALG_NOT_ALLOWED'],
  ])('%s is refused', async (_, header, reason) => {
    expect(await world().show(ISSUER.token(CLAIMS, header))).toBe(reason);
  });

  test('of an algorithm that is switched off is refused', async () => {
    const { show } = world({ algorithms: ['RS256'] });
    expect(await show(ISSUER.token(CLAIMS))).toBe('ERR_JOSE_ALG_NOT_ALLOWED');
  });

  test('signed with a public key as a shared secret is refused', async () => {
    const signer = tokenSigner('RS256');
    const { show, answerWith } = world();
    answerWith(keys(signer.jwk));
    const text = unsigned({ alg: 'HS256', kid: 'k1' }, CLAIMS);
    const secret = signer.publicKey.export({ type: 'spki', format: 'pem' });
    const signature = createHmac('sha256', secret).update(text).digest('base64url');
    expect(await show(`${text}.${signature}`)).toBe('ERR_JOSE_ALG_NOT_ALLOWED');
  });

  test('signed by another key is refused, even if it carries that key', async () => {
    const { show, asked } = world();
    const attacker = tokenSigner();
    for (const header of [
      {},
      { jwk: attacker.jwk },
      { jku: 'https://evil.example.com', x5u: 'https://e' },
    ]) {
      expect(await show(attacker.token(CLAIMS, header))).toBe(
        'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
      );
    }
    const types = 'application/json, application/jwk-set+json';
    expect(asked).toEqual([`GET https://id.example.com/keys as ${types}`]);
  });

  test('is refused without an error when verifying it fails in a way that nobody foresaw', async () => {
    const nowMs = (): number => {
      throw new Error('no clock');
    };
    const clock = { ...virtualClock(0), nowMs };
    const send = async () => ({ status: 200, text: async () => '' });
    const authenticate = openAuthentication(SETTINGS, { clock, send, wallMs: () => NOW_S * 1_000 });
    const headers = new Map([['authorization', `Bearer ${ISSUER.token(CLAIMS)}`]]);
    expect(verdictOf(await authenticate(headers, 1_000))).toBe('key-unusable');
  });

  test('cannot be verified while the issuer publishes no usable key', async () => {
    const { show, answerWith } = world();
    answerWith(keys({ ...ISSUER.jwk, x: 'AAAA' }));
    expect(await show(ISSUER.token(CLAIMS))).toBe('no-issuer 1000');
  });
});

describe('keys of the issuer with the same name, or none,', () => {
  const OTHER = tokenSigner();
  const THIRD = tokenSigner();
  const published = keys(...[OTHER.jwk, ISSUER.jwk]);
  const { kid: _, ...nameless } = ISSUER.jwk;
  const { kid: __, ...otherNameless } = OTHER.jwk;

  test.each<[string, Answer, string]>([
    ['that signed first', keys(ISSUER.jwk, OTHER.jwk), ISSUER.token(CLAIMS)],
    ['that signed last', published, ISSUER.token(CLAIMS)],
    ['without a name', keys(otherNameless, nameless), ISSUER.token(CLAIMS, { kid: undefined })],
    ['beside an unusable one', keys({ ...OTHER.jwk, x: 'A' }, ISSUER.jwk), ISSUER.token(CLAIMS)],
  ])('are each tried: the one %s verifies', async (_name, answer, token) => {
    const { show, answerWith } = world();
    answerWith(answer);
    expect(await show(token)).toBe('in');
  });

  test.each<[string, string, string]>([
    ['of another key', THIRD.token(CLAIMS), 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
    ['that has expired', ISSUER.token({ ...CLAIMS, exp: NOW_S - 61 }), 'ERR_JWT_EXPIRED:exp'],
  ])('verify no token %s', async (_name, token, reason) => {
    const { show, answerWith } = world();
    answerWith(published);
    expect(await show(token)).toBe(reason);
  });
});

describe('the keys of the issuer', () => {
  const GOOD = ISSUER.token(CLAIMS);
  const LONG = ISSUER.token({ ...CLAIMS, exp: NOW_S + 1_000_000 });

  test('are fetched once', async () => {
    const { show, asked } = world();
    expect(await show(GOOD)).toBe('in');
    expect(await show(GOOD)).toBe('in');
    const types = 'application/json, application/jwk-set+json';
    expect(asked).toEqual([`GET https://id.example.com/keys as ${types}`]);
  });

  test('are not fetched for what is not a token', async () => {
    const { show, asked } = world();
    for (const text of ['x', 'a.b.c', `${unsigned({ alg: 'none' }, CLAIMS)}.x`]) await show(text);
    expect(asked).toEqual([]);
  });

  test('are not fetched for a thousand unknown ones, but every half minute', async () => {
    const { show, asked, pass } = world();
    const forged = (kid: string) => tokenSigner('EdDSA', kid).token(CLAIMS);
    expect(await show(forged('zero'))).toBe('ERR_JWKS_NO_MATCHING_KEY');
    await pass(1);
    for (let count = 0; count < 1_000; count += 1) {
      const token = ISSUER.token(CLAIMS, { kid: `invented-${count}` });
      expect(await show(token)).toBe('no-issuer 29999');
    }
    expect(asked).toHaveLength(1);
    await pass(29_999);
    expect(await show(forged('one'))).toBe('ERR_JWKS_NO_MATCHING_KEY');
    await pass(1);
    expect(await show(forged('two'))).toBe('no-issuer 29999');
    expect(asked).toHaveLength(2);
  });

  test('that are new are no reason to refuse a token for good while the issuer may not be asked', async () => {
    const { show, answerWith, pass } = world();
    const next = tokenSigner('ES256', 'k2');
    expect(await show(ISSUER.token(CLAIMS, { kid: 'invented' }))).toBe('ERR_JWKS_NO_MATCHING_KEY');
    answerWith(keys(ISSUER.jwk, next.jwk));
    await pass(10_000);
    expect(await show(next.token(CLAIMS))).toBe('no-issuer 20000');
    expect(await show(GOOD)).toBe('in');
    await pass(20_000);
    expect(await show(next.token(CLAIMS))).toBe('in');
  });

  test.each<[string, object]>([
    ['is known for another algorithm', { alg: 'RS256' }],
    ['is no text', { kid: 7 }],
  ])('need not be fetched anew for a token whose key %s', async (_, header) => {
    const { show, pass, asked } = world();
    expect(await show(GOOD)).toBe('in');
    await pass(1);
    expect(await show(ISSUER.token(CLAIMS, header))).toBe('ERR_JWKS_NO_MATCHING_KEY');
    expect(asked).toHaveLength(1);
  });

  test('that have no name may be new too', async () => {
    const { show, pass } = world();
    expect(await show(GOOD)).toBe('in');
    await pass(1);
    const next = tokenSigner('EdDSA');
    expect(await show(next.token(CLAIMS, { kid: undefined }))).toBe('no-issuer 29999');
  });

  test('that another request is fetching serve a token of one that is among them', async () => {
    const { show, answerWith, pass } = world();
    const next = tokenSigner('ES256', 'k2');
    expect(await show(GOOD)).toBe('in');
    answerWith({ ...keys(ISSUER.jwk, next.jwk), afterMs: 500 });
    await pass(30_000);
    const first = show(next.token(CLAIMS));
    const second = show(next.token(CLAIMS));
    expect([await first, await second]).toEqual(['in', 'in']);
  });

  test.each<[string, Answer]>([
    ['no keys', keys()],
    ['no key that can be used', keys({ kty: 'oct', k: 'AAAA', kid: 'k1' })],
  ])('stay those that are known when the issuer answers %s', async (_, answer) => {
    const { show, answerWith, pass, asked } = world();
    expect(await show(LONG)).toBe('in');
    answerWith(answer);
    await pass(600_001);
    expect(await show(LONG)).toBe('in');
    expect(asked).toHaveLength(2);
  });

  const RSA = tokenSigner('RS256', 'k1');
  const { kid: _kid, ...nameless } = ISSUER.jwk;

  test.each<[string, unknown]>([
    ['null', null],
    ['a text', 'key'],
    ['an array', []],
    ['an object without members', {}],
    ['of an unknown type', { kty: 'XYZ', kid: 'k1' }],
    ['of a post-quantum type', { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AAAA', kid: 'k1' }],
    ['of a shared secret', { kty: 'oct', k: 'AAAA', kid: 'k1', alg: 'HS256' }],
    ['for encryption', { ...RSA.jwk, use: 'enc' }],
    ['of an unknown use', { ...ISSUER.jwk, use: 'SIG' }],
    ['of a use that is no text', { ...ISSUER.jwk, use: null }],
    ['of an unknown algorithm', { ...ISSUER.jwk, alg: 'ES257' }],
    ['of an algorithm that is no text', { ...ISSUER.jwk, alg: {} }],
    ['of an algorithm of another type', { ...ISSUER.jwk, alg: 'RS256' }],
    ['of an unknown curve', { ...ISSUER.jwk, crv: 'P-257' }],
    ['of a curve of another type', { ...ISSUER.jwk, crv: 'Ed25519' }],
    ['without a curve', { ...ISSUER.jwk, crv: undefined }],
    ['without x', { ...ISSUER.jwk, x: undefined }],
    ['without y', { ...ISSUER.jwk, y: undefined }],
    ['whose x is a number', { ...ISSUER.jwk, x: 1 }],
    ['that is not on its curve', { ...ISSUER.jwk, x: 'AAAA' }],
    ['without n', { ...RSA.jwk, n: undefined }],
    ['whose n is empty', { ...RSA.jwk, n: '' }],
    ['of RSA with 1,024 bits', { ...RSA.jwk, n: Buffer.alloc(128, 255).toString('base64url') }],
    ['of RSA with 32,768 bits', { ...RSA.jwk, n: Buffer.alloc(4_096, 255).toString('base64url') }],
    ['of RSA with the exponent 1', { ...RSA.jwk, e: 'AQ' }],
    ['with its private part', { ...ISSUER.jwk, d: 'AAAA' }],
    ['whose operations are none', { ...ISSUER.jwk, key_ops: [] }],
    ['whose operations are no list', { ...ISSUER.jwk, key_ops: 'verify' }],
    ['of half a megabyte', { ...RSA.jwk, n: 'A'.repeat(500_000) }],
    ['with a chain of half a megabyte', { ...RSA.jwk, x5c: ['A'.repeat(500_000)] }],
    ['of another key with its name', tokenSigner('ES256', 'k1').jwk],
    ['that is itself', ISSUER.jwk],
    ['that is itself without a name', nameless],
    ['whose name is a number', { ...ISSUER.jwk, kid: 1 }],
  ])('are not spoilt by an entry %s', async (_, entry) => {
    for (const entries of [
      [entry, ISSUER.jwk],
      [ISSUER.jwk, entry],
    ]) {
      const { show, answerWith } = world();
      answerWith({ text: JSON.stringify({ keys: entries }) });
      expect(await show(GOOD)).toBe('in');
    }
  });

  test.each<[string, object]>([
    ['operations beside verifying', { key_ops: ['sign', 'verify'] }],
    ['members that are not known', { ext: 'yes', x5c: 7, exp: 0 }],
    ['no algorithm and no use', { alg: undefined, use: undefined }],
  ])('may have %s', async (_, members) => {
    const { show, answerWith } = world();
    answerWith(keys({ ...ISSUER.jwk, ...members }));
    expect(await show(GOOD)).toBe('in');
  });

  test('may be rotated: a new one is known after half a minute', async () => {
    const { show, answerWith, pass } = world();
    const next = tokenSigner('ES256', 'k2');
    expect(await show(GOOD)).toBe('in');
    answerWith(keys(next.jwk));
    await pass(30_000);
    expect(await show(next.token(CLAIMS))).toBe('in');
    expect(await show(GOOD)).toBe('ERR_JWKS_NO_MATCHING_KEY');
  });

  test('are fetched again after ten minutes, so that a withdrawn one stops working', async () => {
    const { show, answerWith, pass } = world();
    expect(await show(LONG)).toBe('in');
    answerWith(keys(tokenSigner('ES256', 'k2').jwk));
    await pass(600_000);
    expect(await show(LONG)).toBe('in');
    await pass(1);
    expect(await show(LONG)).toBe('ERR_JWKS_NO_MATCHING_KEY');
  });

  test('are not fetched again before that, however long the instance has lived', async () => {
    const { show, asked, pass } = world();
    await pass(900_000);
    expect(await show(LONG)).toBe('in');
    await pass(600_000);
    expect(await show(LONG)).toBe('in');
    expect(asked).toHaveLength(1);
  });

  test.each<[string, Answer | Error]>([
    ['cannot be reached', new TypeError('fetch failed')],
    ['fails', { ...keys(ISSUER.jwk), status: 500 }],
    ['sends us elsewhere', { ...keys(ISSUER.jwk), status: 302 }],
    ['answers a page', { text: '<html>' }],
    ['answers no keys', { text: '{"keys":{}}' }],
    ['answers without end', { text: `${keys(ISSUER.jwk).text}${' '.repeat(1_048_576)}` }],
    ['answers too late', { ...keys(ISSUER.jwk), afterMs: 3_001 }],
  ])('verify no token while the issuer %s, and every token afterwards', async (_, trouble) => {
    const { show, answerWith, pass, asked } = world();
    answerWith(trouble);
    expect(await show(GOOD)).toBe('no-issuer 1000');
    expect(await show(GOOD)).toMatch(/^no-issuer 1000$/);
    expect(asked).toHaveLength(1);
    answerWith(keys(ISSUER.jwk));
    await pass(1_000);
    expect(await show(GOOD)).toBe('in');
  });

  test.each<[string, Answer | Error, string]>([
    ['cannot be reached', new TypeError('fetch failed'), 'fetch failed'],
    ['fails', { status: 503 }, 'the issuer answered with status 503'],
    ['is silent', { afterMs: 3_001 }, 'the issuer did not answer in time'],
  ])(
    'that are unavailable have a reason for the log when the issuer %s',
    async (_, trouble, why) => {
      const { refuse, answerWith } = world();
      answerWith(trouble);
      expect(causesOf(await refuse(GOOD))).toEqual(['the keys of the issuer are unavailable', why]);
    },
  );

  test('that were fetched a moment ago are a reason for the log too', async () => {
    const { show, refuse, pass } = world();
    expect(await show(GOOD)).toBe('in');
    await pass(1);
    expect(causesOf(await refuse(ISSUER.token(CLAIMS, { kid: 'k2' })))).toEqual([
      'the keys of the issuer are unavailable',
      'the keys were fetched a moment ago',
    ]);
  });

  test('stay valid while the issuer is unavailable, and are fetched every half minute', async () => {
    const { show, answerWith, pass, asked } = world();
    expect(await show(LONG)).toBe('in');
    answerWith(new TypeError('fetch failed'));
    await pass(600_001);
    expect(await show(LONG)).toBe('in');
    expect(await show(LONG)).toBe('in');
    expect(asked).toHaveLength(2);
    const unknown = ISSUER.token(CLAIMS, { kid: 'k2' });
    expect(await show(unknown)).toBe('no-issuer 30000');
    await pass(10_000);
    expect(await show(unknown)).toBe('no-issuer 20000');
    expect(asked).toHaveLength(2);
  });

  test('are awaited no longer than a request has time, and then serve the next one', async () => {
    const { show, answerWith, asked, pass } = world();
    answerWith({ ...keys(ISSUER.jwk), afterMs: 500 });
    expect(await show(GOOD, 400)).toBe('no-issuer 1000');
    await pass(100);
    expect(await show(GOOD, 400)).toBe('in');
    expect(await show(GOOD, 0)).toBe('in');
    expect(asked).toHaveLength(1);
  });

  test('are fetched once by concurrent requests', async () => {
    const { show, answerWith, asked } = world();
    answerWith({ ...keys(ISSUER.jwk), afterMs: 500 });
    expect(await Promise.all([show(GOOD), show(GOOD), show(GOOD)])).toEqual(['in', 'in', 'in']);
    expect(asked).toHaveLength(1);
  });
});
