import type { JWTVerifyResult } from 'jose';
import { JOSEError } from 'jose/errors';
import { jwtVerify } from 'jose/jwt/verify';
import type { Runtime } from '../invocation/runtime.ts';
import type { JwtSettings } from './auth-settings.ts';
import type { Authentication, AuthRefusal } from './authenticate.ts';
import { callerOf } from './caller.ts';
import { issuerKeys } from './issuer-keys.ts';
import { IssuerUnavailable } from './issuer-unavailable.ts';

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
  { clock, wallMs, send }: Pick<Runtime, 'clock' | 'wallMs' | 'send'>,
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
      const verified = await jwtVerify(token, (header) => findKey(header, deadlineMs), {
        ...rules,
        currentDate,
      });
      const reason = flawOf(verified, wallMs() / 1_000);
      if (reason !== undefined) return { ok: false, refusal: { kind: 'bad-token', reason } };
      return { ok: true, caller: callerOf(verified.payload, settings) };
    } catch (error) {
      return { ok: false, refusal: refusalOf(error) };
    }
  };
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
