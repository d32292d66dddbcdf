import { type Authenticate, type Authentication, type AuthRuntime, SERVICE } from './caller.ts';
import type { AuthSettings, JwtSettings } from './settings.ts';
import type { VerifyToken } from './token-verifier.ts';

/** Authenticates callers as the settings say. The issuer is not contacted before the first token. */
export function openAuthentication(settings: AuthSettings, runtime: AuthRuntime): Authenticate {
  switch (settings.kind) {
    case 'cam': // The platform has refused every unsigned request already.
    case 'open':
      return async () => ({ ok: true, caller: SERVICE });
    case 'jwt':
      return jwtAuthentication(settings, runtime);
  }
}

function jwtAuthentication(settings: JwtSettings, runtime: AuthRuntime): Authenticate {
  let opening: Promise<VerifyToken> | undefined;

  async function open(): Promise<VerifyToken> {
    // The verifier is loaded with the first token, since the other settings never need it.
    const { tokenVerifier } = await import('./token-verifier.ts');
    return tokenVerifier(settings, runtime);
  }

  return async (headers, deadlineMs): Promise<Authentication> => {
    const bearer = bearerTokenIn(headers.get('authorization'));
    switch (bearer.kind) {
      case 'none':
        return { ok: false, refusal: { kind: 'no-token' } };
      case 'malformed':
        return { ok: false, refusal: { kind: 'bad-token', reason: bearer.reason } };
      case 'token': {
        opening ??= open();
        const verify = await opening;
        return verify(bearer.token, deadlineMs);
      }
    }
  };
}

/**
 * Finds the token in `Authorization`. Two headers arrive joined by a comma, which no token contains, so
 * both are refused.
 *
 * @see RFC 6750, section 2.1; RFC 9110, section 11.1 (the scheme is case-insensitive)
 * @see RFC 7515, section 7.1 (three parts in base64url)
 */
export function bearerTokenIn(authorization = ''): BearerToken {
  const [, token] = /^bearer +([^ ].*)$/is.exec(authorization.trim()) ?? [];
  if (token === undefined) return { kind: 'none' };
  if (token.length > TOKEN_LENGTH_MAX) return { kind: 'malformed', reason: 'too-long' };
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)
    ? { kind: 'token', token }
    : { kind: 'malformed', reason: 'no-jwt' };
}

/** The bearer token of a request. */
type BearerToken =
  | { readonly kind: 'token'; readonly token: string }
  /** None at all, or the credentials of another scheme. */
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Tokens are read before the caller is authenticated, so long ones are refused unread. */
const TOKEN_LENGTH_MAX = 8_192;
