import type { AuthRefusal } from '../auth/caller.ts';
import type { HttpHeaders } from './message.ts';
import { answerProblem, type HttpProblem } from './problems.ts';

/** The problem of a request that is not authenticated. @see RFC 6750, section 3 (WWW-Authenticate) */
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

/** A request without a token gets a challenge without an error code, as RFC 6750 recommends. */
function tokenMissing(): HttpProblem {
  return answerProblem(
    'TokenMissing',
    'Send one access token in the header Authorization, as in Authorization: Bearer TOKEN.',
    challenge(),
  );
}

/** The same for every flaw, so that answers do not help to forge a token. */
function tokenInvalid(): HttpProblem {
  return answerProblem(
    'TokenInvalid',
    'Get a new access token for this service from its issuer, then send the request again.',
    challenge('invalid_token'),
  );
}

/** Names no tenant, and does not reveal whether the tenant of the path exists. */
export function tenantForbidden(): HttpProblem {
  return answerProblem(
    'TenantForbidden',
    'Get an access token that is for the tenant of the path, or correct the path.',
    challenge('insufficient_scope'),
  );
}

/** The keys of every tenant are for callers that act for every tenant. */
export function everyTenantForbidden(): HttpProblem {
  return answerProblem(
    'TenantForbidden',
    'Get an access token with the scope that is for every tenant, or ask for the keys of one tenant.',
    challenge('insufficient_scope'),
  );
}

function issuerUnavailable(retryAfterMs: number): HttpProblem {
  const delayS = Math.ceil(retryAfterMs / 1_000);
  return answerProblem(
    'IssuerUnavailable',
    `The issuer of the tokens cannot be asked for its keys. Send the same request again after ${delayS} s.`,
    { 'Retry-After': String(delayS) },
  );
}

function challenge(error?: 'invalid_token' | 'insufficient_scope'): HttpHeaders {
  const realm = 'Bearer realm="tenant-keys"';
  return { 'WWW-Authenticate': error === undefined ? realm : `${realm}, error="${error}"` };
}
