import type { AuthRefusal } from '../auth/caller.ts';
import type { HttpHeaders } from './http-response.ts';
import type { HttpProblem } from './problem.ts';

/** The problem of a request whose sender is not proven. @see RFC 6750, section 3 (WWW-Authenticate) */
export function authProblem(refusal: AuthRefusal): HttpProblem {
  switch (refusal.kind) {
    case 'no-token':
      return tokenMissing();
    case 'bad-token':
      return tokenInvalid();
    case 'no-issuer':
      return issuerUnavailable(refusal.error.retryAfterMs);
  }
}

/** A sender who may not have known that a token is wanted is told of no error. */
function tokenMissing(): HttpProblem {
  return {
    status: 401,
    code: 'TokenMissing',
    title: 'A token is missing',
    detail: 'Send one access token in the header Authorization, as in Authorization: Bearer TOKEN.',
    retryable: false,
    headers: challenge(),
  };
}

/** Says the same whatever is wrong, so that nobody can feel his way to a token. */
function tokenInvalid(): HttpProblem {
  return {
    status: 401,
    code: 'TokenInvalid',
    title: 'The token is not valid',
    detail: 'Get a new access token for this service from its issuer, then send the request again.',
    retryable: false,
    headers: challenge('invalid_token'),
  };
}

/** Names no tenant: neither whom the token is for, nor whether the one of the path is known. */
export function tenantForbidden(): HttpProblem {
  return {
    status: 403,
    code: 'TenantForbidden',
    title: 'The token is not for this tenant',
    detail: 'Get an access token that is for the tenant of the path, or correct the path.',
    retryable: false,
    headers: challenge('insufficient_scope'),
  };
}

function issuerUnavailable(retryAfterMs: number): HttpProblem {
  const delayS = Math.ceil(retryAfterMs / 1_000);
  return {
    status: 503,
    code: 'IssuerUnavailable',
    title: 'Unavailable for now',
    detail: `The keys of the token issuer are unavailable. Send the same request again after ${delayS} s.`,
    retryable: true,
    headers: { 'Retry-After': String(delayS) },
  };
}

function challenge(error?: 'invalid_token' | 'insufficient_scope'): HttpHeaders {
  const realm = 'Bearer realm="tenant-keys"';
  return { 'WWW-Authenticate': error === undefined ? realm : `${realm}, error="${error}"` };
}
