import { describe, expect, test } from 'vitest';
import { usableKeys } from '../../shared/auth/key-set.ts';
import { tokenSigner } from '../world/token-signer.ts';

const EC = tokenSigner('ES256', 'k1').jwk as Readonly<Record<string, unknown>>;
const ED = tokenSigner('EdDSA', 'k1').jwk as Readonly<Record<string, unknown>>;

/** A key of RSA with so many bytes; nobody has the private one. */
const rsa = (bytes: number, members: object = {}) => ({
  ...{ kty: 'RSA', e: 'AQAB', kid: 'k1' },
  n: Buffer.alloc(bytes, 255).toString('base64url'),
  ...members,
});

const kept = (...entries: readonly unknown[]) => usableKeys({ keys: entries }).keys;

const NONE = 'the issuer publishes no key that can be used';

describe('the keys with which tokens may be verified', () => {
  const { kty, crv, x, y } = EC;

  test('have only the members that matter', () => {
    const entry = { ...EC, alg: 'ES256', use: 'sig', key_ops: ['verify'], x5c: 7, exp: 0 };
    expect(kept(entry)).toEqual([{ kty, crv, x, y, kid: 'k1', alg: 'ES256' }]);
  });

  test('may have no algorithm and no name, and a name is a text', () => {
    expect(kept({ kty, crv, x, y })).toEqual([{ kty, crv, x, y }]);
    expect(kept({ kty, crv, x, y, kid: 7 })).toEqual([{ kty, crv, x, y }]);
  });

  test.each(['EdDSA', 'Ed25519', undefined])(
    'of Ed25519 are for both names of its algorithm, whichever they have: %s',
    (alg) => {
      expect(kept({ ...ED, alg })).toEqual([{ kty: 'OKP', crv: 'Ed25519', x: ED.x, kid: 'k1' }]);
    },
  );

  test.each(['RS256', 'PS256'])('of RSA may be for %s', (alg) => {
    const { n, e } = rsa(256);
    expect(kept(rsa(256, { alg }))).toEqual([{ kty: 'RSA', n, e, kid: 'k1', alg }]);
  });

  test.each<[string, object]>([
    ['2,048 bits', rsa(256)],
    ['16,384 bits', rsa(2_048)],
    ['the exponent 3', rsa(256, { e: 'Aw' })],
  ])('of RSA may have %s', (_, entry) => {
    expect(kept(entry)).toHaveLength(1);
  });

  test('are those that can be used, in their order', () => {
    const keys = kept({ ...EC, kid: 'a' }, { ...EC, use: 'enc' }, null, { ...ED, kid: 'b' });
    expect(keys.map(({ kid }) => kid)).toEqual(['a', 'b']);
  });
});

describe('a key is left out', () => {
  test.each<[string, unknown]>([
    ['that is no object', 'key'],
    ['for encryption', { ...EC, use: 'enc' }],
    ['of a use that is no text', { ...EC, use: null }],
    ['whose operations are none', { ...EC, key_ops: [] }],
    ['whose operations are others', { ...EC, key_ops: ['sign'] }],
    ['whose operations are no list', { ...EC, key_ops: 'verify' }],
    ['with its private part', { ...EC, d: 'AAAA' }],
    ['of an unknown algorithm', { ...EC, alg: 'ES257' }],
    ['of an algorithm that is no text', { ...EC, alg: {} }],
    ['of an algorithm of another type', { ...EC, alg: 'RS256' }],
    ['of an unknown curve', { ...EC, crv: 'P-257' }],
    ['of a curve that is not allowed', { ...EC, crv: 'P-384' }],
    ['of a curve of another type', { ...EC, crv: 'Ed25519' }],
    ['of Ed25519 by the type of another', { ...ED, kty: 'EC' }],
    ['of RSA with a curve', rsa(256, { crv: 'P-256' })],
    ['without a curve', { ...EC, crv: undefined }],
    ['without x', { ...EC, x: undefined }],
    ['that is not on its curve', { ...EC, x: 'AAAA' }],
    ['of a shared secret', { kty: 'oct', k: 'AAAA', alg: 'HS256' }],
    ['of RSA with 2,040 bits', rsa(255)],
    ['of RSA with 16,392 bits', rsa(2_049)],
    ['of RSA with the exponent 1', rsa(256, { e: 'AQ' })],
  ])('%s', (_, entry) => {
    expect(() => kept(entry)).toThrow(NONE);
  });
});

test.each([null, [], 'keys', {}, { keys: {} }])(
  'a document like %j is no set of keys',
  (document) => {
    expect(() => usableKeys(document)).toThrow('the issuer did not answer with a set of keys');
  },
);
