import { createECDH, createHash, createPrivateKey, hkdfSync, type KeyObject } from 'node:crypto';

/** The key that an issuer signs with, and how it is published. */
export type IssuerKey = {
  readonly privateKey: KeyObject;
  /** @see RFC 7517 (JSON Web Key) */
  readonly publicJwk: Readonly<Record<'kty' | 'crv' | 'x' | 'y' | 'kid' | 'alg' | 'use', string>>;
};

/**
 * The key for ES256 that follows from a secret, so that tokens outlive a restart as the secret does.
 *
 * @see NIST FIPS 186-5, appendix A.2.1 (extra random bits make every key as likely)
 */
export function issuerKey(secret: string): IssuerKey {
  const bits = Buffer.from(hkdfSync('sha256', secret, '', 'ES256', 48)).toString('hex');
  const scalar = (BigInt(`0x${bits}`) % (P256_ORDER - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(d);
  const point = ecdh.getPublicKey(); // A byte for the form, then the coordinates.
  const publicKey = {
    crv: 'P-256',
    kty: 'EC',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const key = { ...publicKey, d: d.toString('base64url') };
  // The thumbprint, for which the members stand in the order of the alphabet. @see RFC 7638
  const kid = createHash('sha256').update(JSON.stringify(publicKey)).digest('base64url');
  return {
    privateKey: createPrivateKey({ key, format: 'jwk' }),
    publicJwk: { ...publicKey, kid, alg: 'ES256', use: 'sig' },
  };
}

/** @see NIST SP 800-186, section 3.2.1.3 (P-256) */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
