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
