import type { JWSHeaderParameters, JWTVerifyOptions, JWTVerifyResult } from 'jose';
import { JOSEError, JWKSMultipleMatchingKeys, JWSSignatureVerificationFailed } from 'jose/errors';
import { jwtVerify } from 'jose/jwt/verify';
import {
  type Authentication,
  type AuthRefusal,
  type AuthRuntime,
  callerOf,
  IssuerUnavailable,
  type JwtSettings,
} from './caller.ts';
import { type FindIssuerKey, issuerKeys } from './issuer-keys.ts';

/** Proves a token, by the deadline on the process's clock. Never throws. */
export type VerifyToken = (token: string, deadlineMs: number) => Promise<Authentication>;

/** How far the issuer's clock and ours may be apart. */
const CLOCK_TOLERANCE_S = 60;

/**
 * Proves tokens as RFC 9068 says, but for `typ`: many issuers write `JWT` there, or nothing, so these
 * pass too. What keeps another kind of token of the same issuer out is its audience.
 *
 * Keys come from the issuer's address in the settings alone; what a token says of its own key, but
 * for the key's name, is passed over.
 *
 * @see RFC 8725 (JSON Web Token best current practices)
 */
export function tokenVerifier(
  settings: JwtSettings,
  { clock, wallMs, send }: AuthRuntime,
): VerifyToken {
  const { issuer, audience, jwksUrl } = settings;
  const findKey = issuerKeys(jwksUrl, { clock, send });
  const rules = {
    issuer,
    audience,
    algorithms: [...settings.algorithms],
    requiredClaims: ['exp'],
    clockTolerance: CLOCK_TOLERANCE_S,
  };

  return async (token, deadlineMs) => {
    // biome-ignore lint/style/noRestrictedGlobals: It writes down a time that is given; it reads none.
    const currentDate = new Date(wallMs());
    try {
      const find: FindKey = (header) => findKey(header, deadlineMs);
      const verified = await verifyByAny(token, find, { ...rules, currentDate });
      const reason = flawOf(verified, wallMs() / 1_000);
      if (reason !== undefined) return { ok: false, refusal: { kind: 'bad-token', reason } };
      return { ok: true, caller: callerOf(verified.payload, settings) };
    } catch (error) {
      return { ok: false, refusal: refusalOf(error) };
    }
  };
}

type FindKey = (header: JWSHeaderParameters) => ReturnType<FindIssuerKey>;

/** Where several keys of the issuer fit what the token says of its own, the one that signed it counts. */
async function verifyByAny(
  token: string,
  find: FindKey,
  options: JWTVerifyOptions,
): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(token, find, options);
  } catch (error) {
    if (!(error instanceof JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      const verified = await jwtVerify(token, key, options).catch(unlessOfAnotherKey);
      if (verified !== undefined) return verified;
    }
    throw new JWSSignatureVerificationFailed(undefined, { cause: error });
  }
}

function unlessOfAnotherKey(error: unknown): undefined {
  if (!(error instanceof JWSSignatureVerificationFailed)) throw error;
}

const TYPES: ReadonlySet<string> = new Set(['at+jwt', 'application/at+jwt', 'jwt']);

/** What jose leaves to its caller. */
function flawOf(
  { protectedHeader: { typ, crit }, payload: { iat } }: JWTVerifyResult,
  nowS: number,
): string | undefined {
  if (typ !== undefined && !TYPES.has(String(typ).toLowerCase())) return 'typ';
  if (crit !== undefined) return 'crit';
  return iat !== undefined && iat > nowS + CLOCK_TOLERANCE_S ? 'iat' : undefined;
}

/** Whatever is thrown lets nobody in: an issuer may also publish what is no key. */
function refusalOf(error: unknown): AuthRefusal {
  if (error instanceof IssuerUnavailable) return { kind: 'no-issuer', error };
  if (!(error instanceof JOSEError)) {
    const unusable = { kind: 'bad-token', reason: 'key-unusable' } as const;
    return error instanceof Error ? { ...unusable, error } : unusable;
  }
  const claim = 'claim' in error ? `:${error.claim}` : '';
  return { kind: 'bad-token', reason: `${error.code}${claim}` };
}
