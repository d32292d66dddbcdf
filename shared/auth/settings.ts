import { LOCAL_AUTH, type ReadSetting, type SETTINGS, type ValueOf } from '../settings.ts';

/**
 * Reads how callers are authenticated. Only a function whose cloud and topics are on its own machine may
 * admit every caller, since the keys of such a cloud protect nothing.
 *
 * @param isLocal Both the cloud and the topics are on this machine. A remote queue would pass the requests
 * of unauthenticated callers on to a real cloud.
 */
export function readAuthSettings(read: ReadSetting, isLocal: boolean): AuthSettings {
  const kind = isLocal ? read('AUTH', LOCAL_AUTH) : read('AUTH');
  if (kind !== 'jwt') return { kind };
  return {
    kind,
    issuer: read('JWT_ISSUER'),
    audience: read('JWT_AUDIENCE'),
    jwksUrl: read('JWT_JWKS_URL'),
    algorithms: read('JWT_ALGORITHMS'),
    tenantClaim: read('JWT_TENANT_CLAIM'),
    scopeClaim: read('JWT_SCOPE_CLAIM'),
    serviceScope: read('JWT_SERVICE_SCOPE'),
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
  /** The claim with the scopes. Undefined reads `scope` and `scp`. */
  readonly scopeClaim: string | undefined;
  /** The scope that lets a caller act for every tenant. */
  readonly serviceScope: string;
};

type JwtAlgorithm = ValueOf<(typeof SETTINGS)['JWT_ALGORITHMS']>[number];
