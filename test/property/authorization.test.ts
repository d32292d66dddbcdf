import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openAuthentication } from '../../shared/auth/authentication.ts';
import { wallClock } from '../wall-clock.ts';
import { tokenSigner } from '../world/token-signer.ts';

const NOW_S = 1_795_000_000;
const SIGNER = tokenSigner('EdDSA');
const CLAIMS = { iss: 'https://id.example.com', aud: 'tenant-keys', exp: NOW_S + 60 };
const GOOD = SIGNER.token({ ...CLAIMS, scope: 'all' });

const authenticate = openAuthentication(
  {
    kind: 'jwt',
    issuer: CLAIMS.iss,
    audience: CLAIMS.aud,
    jwksUrl: new URL('https://id.example.com/keys'),
    algorithms: ['EdDSA', 'ES256', 'RS256'],
    tenantClaim: 'tenant_id',
    scopeClaim: undefined,
    serviceScope: 'all',
  },
  {
    clock: wallClock,
    wallMs: () => NOW_S * 1_000,
    send: async () => ({ status: 200, text: async () => JSON.stringify({ keys: [SIGNER.jwk] }) }),
  },
);

/** A key of an unknown name may be a new one, which the issuer is asked for later. */
const REFUSALS = ['no-token', 'bad-token', 'no-issuer'];

async function kindOf(authorization: string): Promise<string> {
  const headers = new Map([['authorization', authorization]]);
  const found = await authenticate(headers, wallClock.nowMs() + 10_000);
  return found.ok ? 'in' : found.refusal.kind;
}

const base64url = (text: string) => Buffer.from(text).toString('base64url');

/** Text as it may arrive in a header, and characters that cannot. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);

const anyHeader = fc.record(
  {
    alg: fc.oneof(fc.constantFrom('EdDSA', 'ES256', 'RS256', 'HS256', 'none'), fc.jsonValue()),
    kid: fc.oneof(fc.constant('k1'), fc.jsonValue()),
    typ: fc.oneof(fc.constantFrom('JWT', 'at+jwt'), fc.jsonValue()),
    crit: fc.jsonValue(),
    b64: fc.boolean(),
    jwk: fc.oneof(fc.constant(SIGNER.jwk), fc.jsonValue()),
    zip: fc.constant('DEF'),
  },
  { requiredKeys: [] },
);

const anyClaims = fc.oneof(fc.constant({ ...CLAIMS, scope: 'all' }), fc.jsonValue());

const [, , SIGNATURE = ''] = GOOD.split('.');

const forgedToken = fc
  .tuple(anyHeader, anyClaims, fc.oneof(fc.constant(SIGNATURE), anyText.map(base64url)))
  .map(([header, claims, signature]) =>
    [base64url(JSON.stringify(header)), base64url(JSON.stringify(claims)), signature].join('.'),
  );

const anyAuthorization = fc.oneof(
  anyText,
  anyText.map((text) => `Bearer ${text}`),
  forgedToken.map((token) => `Bearer ${token}`),
  fc.tuple(anyText, anyText).map(([left, right]) => `${left} Bearer ${GOOD} ${right}x`),
  fc.constantFrom(`Bearer ${GOOD}, Bearer ${GOOD}`, GOOD, `Basic ${GOOD}`, `Bearer,${GOOD}`),
);

describe('any header Authorization', () => {
  test('is an answer, never an error, and admits no caller without a token of the issuer', async () => {
    expect(await kindOf(`Bearer ${GOOD}`)).toBe('in');
    await fc.assert(
      fc.asyncProperty(anyAuthorization, async (authorization) => {
        expect(REFUSALS).toContain(await kindOf(authorization));
      }),
      { numRuns: 1_000 },
    );
  });

  test('with a valid token that is changed in one place is refused', async () => {
    // The last character has spare bits.
    const place = fc.nat(GOOD.length - 2);
    const other = fc.constantFrom(...'ABCabc019-_.');
    await fc.assert(
      fc.asyncProperty(place, other, async (at, character) => {
        fc.pre(GOOD[at] !== character);
        const changed = `${GOOD.slice(0, at)}${character}${GOOD.slice(at + 1)}`;
        expect(REFUSALS).toContain(await kindOf(`Bearer ${changed}`));
      }),
      { numRuns: 300 },
    );
  });

  test('with a valid token that is cut anywhere is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(GOOD.length - 1), async (length) => {
        expect(['no-token', 'bad-token']).toContain(
          await kindOf(`Bearer ${GOOD.slice(0, length)}`),
        );
      }),
    );
  });
});
