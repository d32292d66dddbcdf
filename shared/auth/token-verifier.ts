import type { JWSHeaderParameters, JWTVerifyOptions, JWTVerifyResult } from 'jose';
import { JOSEError, JWKSMultipleMatchingKeys, JWSSignatureVerificationFailed } from 'jose/errors';
import { jwtVerify } from 'jose/jwt/verify';
import { isJson, repeatsName } from '../tenant-key/json.ts';
import {
  type Authentication,
  type AuthRefusal,
  type AuthRuntime,
  callerOf,
  IssuerUnavailable,
} from './caller.ts';
import { type FindIssuerKey, issuerKeys } from './issuer-keys.ts';
import type { JwtSettings } from './settings.ts';

/**
 * Verifies tokens as in RFC 9068, except for `typ`: `JWT` and a missing `typ` are accepted too, since many
 * issuers send them. The audience excludes other kinds of tokens of the same issuer.
 *
 * Keys come only from the address in the settings. Of the key information in a token, only the name of the
 * key is used.
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
    algorithms: namesOf(settings.algorithms),
    requiredClaims: ['exp'],
    clockTolerance: CLOCK_TOLERANCE_S,
  };

  return async (token, deadlineMs) => {
    // biome-ignore lint/style/noRestrictedGlobals: It converts a given time and reads no clock.
    const currentDate = new Date(wallMs());
    if (hasRepeatedNames(token)) {
      return { ok: false, refusal: { kind: 'bad-token', reason: 'name-repeated' } };
    }
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

/** Verifies a token by the deadline on the process's clock. Never throws. */
export type VerifyToken = (token: string, deadlineMs: number) => Promise<Authentication>;

/** The allowed difference between the issuer's clock and ours. */
const CLOCK_TOLERANCE_S = 60;

/** Both names of one algorithm, whichever the settings have. @see RFC 9864, section 2.2 */
function namesOf(algorithms: JwtSettings['algorithms']): string[] {
  const isEd25519 = algorithms.some((name) => ED25519.includes(name));
  return [...new Set([...algorithms, ...(isEd25519 ? ED25519 : [])])];
}

const ED25519: readonly string[] = ['EdDSA', 'Ed25519'];

/**
 * Whether an object in the header or in the claims has the same name twice: the issuer may have meant the other
 * value than the one that is read here. What is not JSON is left to the verification.
 *
 * @see RFC 7515, section 4; RFC 7519, section 4 (names must be unique)
 */
function hasRepeatedNames(token: string): boolean {
  return token.split('.', 2).some((part) => {
    const text = Buffer.from(part, 'base64url').toString('utf8');
    return isJson(text) && repeatsName(text);
  });
}

type FindKey = (header: JWSHeaderParameters) => ReturnType<FindIssuerKey>;

/** If several keys of the issuer match the header of the token, it verifies with any of them. */
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
      const verified = await jwtVerify(token, key, options).catch(unlessSignatureFails);
      if (verified !== undefined) return verified;
    }
    throw new JWSSignatureVerificationFailed(undefined, { cause: error });
  }
}

function unlessSignatureFails(error: unknown): undefined {
  if (!(error instanceof JWSSignatureVerificationFailed)) throw error;
}

const TYPES: ReadonlySet<string> = new Set(['at+jwt', 'application/at+jwt', 'jwt']);

/** The checks that jose leaves to its caller. */
function flawOf(
  { protectedHeader: { typ, crit }, payload: { iat = 0 } }: JWTVerifyResult,
  nowS: number,
): string | undefined {
  if (typ !== undefined && !TYPES.has(String(typ).toLowerCase())) return 'typ';
  if (crit !== undefined) return 'crit';
  return iat > nowS + CLOCK_TOLERANCE_S ? 'iat' : undefined;
}

/** Every error is a refusal: an issuer may even publish an unusable key. */
function refusalOf(error: unknown): AuthRefusal {
  if (error instanceof IssuerUnavailable) return { kind: 'no-issuer', error };
  if (!(error instanceof JOSEError)) {
    const unusable = { kind: 'bad-token', reason: 'key-unusable' } as const;
    return error instanceof Error ? { ...unusable, error } : unusable;
  }
  const claim = 'claim' in error ? `:${error.claim}` : '';
  return { kind: 'bad-token', reason: `${error.code}${claim}` };
}
