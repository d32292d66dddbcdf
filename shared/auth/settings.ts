import type { ReadVariable } from '../settings.ts';

/**
 * Reads how callers are authenticated. Only a function whose cloud and topics are on its own machine may
 * admit every caller, since the keys of such a cloud protect nothing.
 *
 * @param isLocal Both the cloud and the topics are on this machine. A remote queue would pass the requests
 * of unauthenticated callers on to a real cloud.
 */
export function readAuthSettings(read: ReadVariable, isLocal: boolean): AuthSettings {
  const kind = read('AUTH', asKind(isLocal), isLocal ? 'open' : undefined);
  if (kind !== 'jwt') return { kind };
  return {
    kind,
    issuer: read('JWT_ISSUER', asVisibleText),
    audience: read('JWT_AUDIENCE', asVisibleText),
    jwksUrl: read('JWT_JWKS_URL', asJwksUrl),
    algorithms: read('JWT_ALGORITHMS', asAlgorithms),
    tenantClaim: read('JWT_TENANT_CLAIM', asVisibleText),
    serviceScope: read('JWT_SERVICE_SCOPE', asVisibleText),
  };
}

/** How callers of the HTTP API are authenticated. */
export type AuthSettings =
  /** The platform checks the signature of each caller: the Function URL is deployed with CAM. */
  | { readonly kind: 'cam' }
  | JwtSettings
  /** Every caller is admitted. For the local cloud alone. */
  | { readonly kind: 'open' };

/** Bearer tokens of an issuer. @see RFC 9068 (JSON Web Token profile for access tokens) */
export type JwtSettings = {
  readonly kind: 'jwt';
  /** The exact `iss`. */
  readonly issuer: string;
  /** One value of `aud`. */
  readonly audience: string;
  /** Where the issuer publishes its signing keys. */
  readonly jwksUrl: URL;
  /** The accepted signature algorithms. None is symmetric. */
  readonly algorithms: readonly JwtAlgorithm[];
  /** The claim with the tenants that the caller may act for: one, or an array. */
  readonly tenantClaim: string;
  /** The value in `scope` that lets a caller act for every tenant. */
  readonly serviceScope: string;
};

function asKind(isLocal: boolean): (text: string) => AuthSettings['kind'] {
  return (text) => {
    if (text === 'cam' || text === 'jwt') return text;
    if (text === 'open' && isLocal) return text;
    throw new Error('must be cam or jwt, so that callers are authenticated');
  };
}

function asVisibleText(text: string): string {
  if (/^[!-~]{1,200}$/.test(text)) return text;
  throw new Error('must be at most 200 visible characters, without spaces');
}

/**
 * The connection must be encrypted, since a forged answer could admit any caller. A user in the URL is
 * refused here, since `fetch` would refuse it with a message that repeats the password.
 */
function asJwksUrl(text: string): URL {
  try {
    const url = new URL(text);
    const { protocol, hostname, username, password } = url;
    const isProtected = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
    if (isProtected && username === '' && password === '') return url;
  } catch {
    // The parser's own message repeats the value.
  }
  throw new Error(
    'must be an https URL without a user, such as https://id.example.com/.well-known/jwks.json',
  );
}

/** Whether a host, as written in a URL, is a loopback address. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);
}

function asAlgorithms(text: string): readonly JwtAlgorithm[] {
  const names = text.split(',').map((name) => name.trim());
  const known = JWT_ALGORITHMS.filter((algorithm) => names.includes(algorithm));
  if (known.length === new Set(names).size) return known;
  throw new Error(`must be one or more of ${JWT_ALGORITHMS.join(',')}`);
}

type JwtAlgorithm = (typeof JWT_ALGORITHMS)[number];

const JWT_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
