import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Signs tokens, as the issuer or as an impostor. */
export type TokenSigner = {
  readonly publicKey: KeyObject;
  /** As an issuer publishes it. */
  readonly jwk: Readonly<Record<string, unknown>>;
  /** A token with these claims; the header says what `header` does not. */
  readonly token: (claims: object, header?: object) => string;
  /** A token with a header and claims of any form. */
  readonly tokenOfTexts: (header: string, claims: string) => string;
};

export type Algorithm = 'RS256' | 'PS256' | 'ES256' | 'EdDSA';

/** Makes a signer with a new key of its own. */
export function tokenSigner(alg: Algorithm = 'ES256', kid = 'k1'): TokenSigner {
  const { publicKey, privateKey } = keyPair(alg);
  const signed = (text: string) =>
    `${text}.${signatureOf(alg, text, privateKey).toString('base64url')}`;
  return {
    publicKey,
    jwk: { ...publicKey.export({ format: 'jwk' }), alg, kid, use: 'sig' },
    token: (claims, header = {}) =>
      signed(unsigned({ alg, kid, typ: 'at+jwt', ...header }, claims)),
    tokenOfTexts: (...texts) => signed(encoded(texts)),
  };
}

/** The first two parts of a token. */
export function unsigned(header: object, claims: object): string {
  return encoded([header, claims].map((part) => JSON.stringify(part)));
}

function encoded(texts: readonly string[]): string {
  return texts.map((text) => Buffer.from(text).toString('base64url')).join('.');
}

function keyPair(alg: Algorithm): { publicKey: KeyObject; privateKey: KeyObject } {
  if (alg === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  if (alg === 'EdDSA') return generateKeyPairSync('ed25519');
  return generateKeyPairSync('rsa', { modulusLength: 2_048 });
}

function signatureOf(alg: Algorithm, text: string, key: KeyObject): Buffer {
  const bytes = Buffer.from(text);
  switch (alg) {
    case 'ES256':
      return sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' });
    case 'EdDSA':
      return sign(null, bytes, key);
    case 'RS256':
      return sign('sha256', bytes, key);
    case 'PS256':
      return sign('sha256', bytes, {
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
      });
  }
}
