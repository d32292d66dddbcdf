import { json, jsonOf, type Route, refusal } from '../http/route.ts';
import type { LocalIssuer } from './local-issuer.ts';
import { parseTokenRequest } from './parse-token-request.ts';

/** The issuer over HTTP. Whoever reaches the local cloud gets any token: it guards nothing. */
export function issuerRoutes({ jwks, issueToken }: LocalIssuer): readonly Route[] {
  return [
    { method: 'GET', path: '/issuer/jwks.json', handle: () => json(jwks) },
    {
      method: 'POST',
      path: '/issuer/token',
      handle: ({ body }) => {
        const parsed = parseTokenRequest(jsonOf(body));
        return parsed.ok ? json({ token: issueToken(parsed.value) }) : refusal(parsed.problem);
      },
    },
  ];
}
