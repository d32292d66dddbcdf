import {
  type Authenticate,
  type Authentication,
  type AuthRuntime,
  type AuthSettings,
  type JwtSettings,
  SERVICE,
} from './caller.ts';
import type { VerifyToken } from './token-verifier.ts';

/** Opens the way in that the settings describe. Nothing is connected before the first token. */
export function openAuthentication(settings: AuthSettings, runtime: AuthRuntime): Authenticate {
  switch (settings.kind) {
    case 'cam': // The platform has turned away whoever it does not know.
    case 'open':
      return async () => ({ ok: true, caller: SERVICE });
    case 'jwt':
      return jwtAuthentication(settings, runtime);
  }
}

function jwtAuthentication(settings: JwtSettings, runtime: AuthRuntime): Authenticate {
  let opening: Promise<VerifyToken> | undefined;

  async function open(): Promise<VerifyToken> {
    // What checks signatures is loaded with the first token: other settings never need it.
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

/** What a request shows of its sender's right. */
export type BearerToken =
  | { readonly kind: 'token'; readonly token: string }
  /** None at all, or something for another scheme. */
  | { readonly kind: 'none' }
  | { readonly kind: 'malformed'; readonly reason: string };

/** Tokens are read before anybody is proven, so that long ones must cost nothing. */
const TOKEN_LENGTH_MAX = 8_192;

/**
 * Finds the token in `Authorization`. Two headers come joined by a comma, which no token has, so that
 * nobody chooses between them.
 *
 * @see RFC 6750, section 2.1; RFC 9110, section 11.1 (the scheme is in any case)
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
