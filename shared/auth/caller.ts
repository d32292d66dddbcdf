import type { JsonObject } from '../tenant-key/json.ts';
import type { Clock } from '../tenant-key/ports.ts';
import type { Send } from '../topics/http.ts';

/** What authentication needs of the process. */
export type AuthRuntime = {
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly wallMs: () => number;
  readonly send: Send;
};

/**
 * Finds out who sends a request, by the deadline on the process's clock. It never throws: whatever
 * the headers hold, somebody is proven or nobody is.
 *
 * @param headers By name in lower case, repeated ones joined by commas.
 */
export type Authenticate = (
  headers: ReadonlyMap<string, string>,
  deadlineMs: number,
) => Promise<Authentication>;

export type Authentication =
  | { readonly ok: true; readonly caller: Caller }
  | { readonly ok: false; readonly refusal: AuthRefusal };

/** Why nobody is proven. What says more than the kind is for the log; callers are never told it. */
export type AuthRefusal =
  | { readonly kind: 'no-token' }
  | { readonly kind: 'bad-token'; readonly reason: string; readonly error?: Error }
  /** The issuer's keys cannot be had, so that the token may be good or bad. */
  | { readonly kind: 'no-issuer'; readonly error: IssuerUnavailable };

/** Who sends a request, as far as it is proven and matters. */
export type Caller = {
  readonly mayActFor: (tenantId: string) => boolean;
};

/** A pipeline of the platform's own. */
export const SERVICE: Caller = { mayActFor: () => true };

/**
 * Reads from the claims of a proven token whom its bearer may act for: the tenant, or the array of
 * tenants, that one claim names to the letter; every tenant, if `scope` has the service's word. A
 * claim of any other form names nobody, and there are no wildcards.
 *
 * @see RFC 8693, section 4.2 (`scope` is one text with spaces; some issuers send an array instead)
 */
export function callerOf(
  claims: JsonObject,
  { tenantClaim, serviceScope }: Pick<JwtSettings, 'tenantClaim' | 'serviceScope'>,
): Caller {
  const { scope } = claims;
  const scopes = typeof scope === 'string' ? scope.split(' ') : wordsOf(scope);
  if (scopes.includes(serviceScope)) return SERVICE;
  const claim = Object.hasOwn(claims, tenantClaim) ? claims[tenantClaim] : undefined;
  const tenants = new Set(typeof claim === 'string' ? [claim] : wordsOf(claim));
  return { mayActFor: (tenantId) => tenants.has(tenantId) };
}

function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : [];
}

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

/** The issuer's keys cannot be had. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
  /** Until the issuer is asked again. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number, options: { readonly cause: unknown }) {
    super('the keys of the issuer are unavailable', options);
    this.retryAfterMs = retryAfterMs;
  }
}
