import type { AuthSettings, JwtSettings } from './auth-settings.ts';
import type { Authenticate, Authentication, AuthRuntime } from './authenticate.ts';
import { bearerTokenIn } from './bearer-token.ts';
import { SERVICE } from './caller.ts';
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
