/** How callers of the HTTP door prove who they are. */
export type AuthSettings =
  /** The platform has checked each caller's signature: the Function URL is deployed with CAM. */
  | { readonly kind: 'cam' }
  | JwtSettings
  /** Nobody is asked. On the local cloud alone, which has no keys worth having. */
  | { readonly kind: 'open' };

/** Bearer tokens of an issuer. @see RFC 9068 (JSON Web Token profile for access tokens) */
export type JwtSettings = {
  readonly kind: 'jwt';
  /** `iss`, to the letter. */
  readonly issuer: string;
  /** One of `aud`. */
  readonly audience: string;
  /** Where the issuer publishes its keys. */
  readonly jwksUrl: URL;
  /** The signatures that count; none of them is symmetric. */
  readonly algorithms: readonly JwtAlgorithm[];
  /** The claim that names the tenants whom the caller may act for: one, or an array of them. */
  readonly tenantClaim: string;
  /** With this word in `scope` the caller may act for every tenant. */
  readonly serviceScope: string;
};

export type JwtAlgorithm = (typeof JWT_ALGORITHMS)[number];

export const JWT_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const;
