import { type JsonObject, ownField } from '../tenant-key/json.ts';
import type { Clock } from '../tenant-key/ports.ts';
import type { Send } from '../topics/http.ts';
import type { JwtSettings } from './settings.ts';

/**
 * Authenticates the caller of a request by the deadline on the process's clock. Never throws.
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

/** Why a caller is not authenticated. All but the kind is for the log, and never sent to the caller. */
export type AuthRefusal =
  | { readonly kind: 'no-token' }
  | { readonly kind: 'bad-token'; readonly reason: string; readonly error?: Error }
  /** The signing keys of the issuer are unavailable, so the token cannot be verified. */
  | { readonly kind: 'no-issuer'; readonly error: IssuerUnavailable };

/** The signing keys of the issuer are unavailable. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
  /** The time until the issuer is asked again. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number, options: { readonly cause: unknown }) {
    super('the keys of the issuer are unavailable', options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** An authenticated caller, as far as it matters here. */
export type Caller = {
  readonly mayActFor: (tenantId: string) => boolean;
  /** Acts for every tenant, and may see what belongs to all of them. */
  readonly isService: boolean;
};

/** A service of the platform, which may act for every tenant. */
export const SERVICE: Caller = { mayActFor: () => true, isService: true };

/**
 * Reads from the claims of a verified token which tenants its bearer may act for: the tenant, or the array
 * of tenants, in one claim, compared exactly; or every tenant, if the scopes contain the scope of services.
 * A claim of any other form grants nothing, and there are no wildcards.
 *
 * @see RFC 8693, section 4.2 (`scope` is one text with spaces; some issuers send an array)
 * @see https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference (`scp`, a text)
 * @see https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/ (`scp`, an array)
 */
export function callerOf(
  claims: JsonObject,
  {
    tenantClaim,
    scopeClaim,
    serviceScope,
  }: Pick<JwtSettings, 'tenantClaim' | 'scopeClaim' | 'serviceScope'>,
): Caller {
  const scopeClaims = scopeClaim === undefined ? SCOPE_CLAIMS : [scopeClaim];
  const scopes = scopeClaims.flatMap((name) => scopesIn(ownField(claims, name)));
  if (scopes.includes(serviceScope)) return SERVICE;
  const claim = ownField(claims, tenantClaim);
  const tenants = new Set(typeof claim === 'string' ? [claim] : wordsOf(claim));
  return { mayActFor: (tenantId) => tenants.has(tenantId), isService: false };
}

/** The names that issuers give the claim with the scopes. */
const SCOPE_CLAIMS = ['scope', 'scp'];

function scopesIn(claim: unknown): readonly string[] {
  return typeof claim === 'string' ? claim.split(' ') : wordsOf(claim);
}

function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : [];
}

/** What authentication needs from the process. */
export type AuthRuntime = {
  readonly clock: Clock;
  /** The time of day, in milliseconds since 1970. */
  readonly wallMs: () => number;
  readonly send: Send;
};
