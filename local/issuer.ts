import {
  createECDH,
  createHash,
  createPrivateKey,
  hkdfSync,
  type KeyObject,
  sign,
} from 'node:crypto';
import { SETTINGS } from '../shared/settings.ts';

/** The issuer of the access tokens for the HTTP API on a local cloud. */
export type LocalIssuer = {
  /** @see RFC 7517, section 5 (JSON Web Key Set) */
  readonly jwks: object;
  readonly issueToken: (claims: TokenClaims) => string;
};

export type TokenClaims = {
  /** The bearer may act for each of these. */
  readonly tenants?: readonly string[];
  /** The bearer may act for every tenant. */
  readonly service?: boolean;
  /** A day by default. */
  readonly lifetimeS?: number;
};

/** The claim `aud` of every token. */
export const LOCAL_AUDIENCE = 'tenant-keys';

/**
 * Issues access tokens (JWT).
 *
 * @param url The claim `iss`; the key set is at `<url>/jwks.json`.
 * @param secret The signing key is derived from it.
 * @param wallMs The system's clock, which verifiers of tokens use.
 * @see RFC 9068 (JWT profile for access tokens)
 */
export function localIssuer(url: string, secret: string, wallMs: () => number): LocalIssuer {
  const { privateKey, publicJwk } = issuerKey(secret);
  const header = encoded({ alg: 'ES256', kid: publicJwk.kid, typ: 'at+jwt' });

  function issueToken({ tenants = [], service = false, lifetimeS = DAY_S }: TokenClaims): string {
    const iat = Math.floor(wallMs() / 1_000);
    const claims = {
      iss: url,
      aud: LOCAL_AUDIENCE,
      sub: service ? 'a pipeline' : 'a tenant',
      iat,
      exp: iat + lifetimeS,
      ...(tenants.length === 0
        ? {}
        : { [TENANT_CLAIM]: tenants.length > 1 ? tenants : tenants[0] }),
      ...(service ? { scope: SERVICE_SCOPE } : {}),
    };
    const text = `${header}.${encoded(claims)}`;
    // RFC 7518, section 3.4: a signature is two numbers of 32 bytes, without a DER wrapping.
    const key = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  }

  return { jwks: { keys: [publicJwk] }, issueToken };
}

const DAY_S = 86_400;

const TENANT_CLAIM = SETTINGS.JWT_TENANT_CLAIM.fallback;
const SERVICE_SCOPE = SETTINGS.JWT_SERVICE_SCOPE.fallback;

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** A signing key, and its public half as it is published. */
type IssuerKey = {
  readonly privateKey: KeyObject;
  /** @see RFC 7517 (JSON Web Key) */
  readonly publicJwk: Readonly<Record<'kty' | 'crv' | 'x' | 'y' | 'kid' | 'alg' | 'use', string>>;
};

/**
 * Derives a key for ES256 from a secret, so that tokens stay valid after a restart if the secret is
 * kept.
 *
 * @see NIST FIPS 186-5, appendix A.2.1 (extra random bits make all keys equally likely)
 */
export function issuerKey(secret: string): IssuerKey {
  const bits = Buffer.from(hkdfSync('sha256', secret, '', 'ES256', 48)).toString('hex');
  const scalar = (BigInt(`0x${bits}`) % (P256_ORDER - 1n)) + 1n;
  const d = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex');
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(d);
  const point = ecdh.getPublicKey(); // One byte for the format, then the coordinates.
  const publicKey = {
    crv: 'P-256',
    kty: 'EC',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const key = { ...publicKey, d: d.toString('base64url') };
  // The thumbprint is taken of the members in alphabetical order. @see RFC 7638
  const kid = createHash('sha256').update(JSON.stringify(publicKey)).digest('base64url');
  return {
    privateKey: createPrivateKey({ key, format: 'jwk' }),
    publicJwk: { ...publicKey, kid, alg: 'ES256', use: 'sig' },
  };
}

/** @see NIST SP 800-186, section 3.2.1.3 (P-256) */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
