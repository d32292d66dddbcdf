import type { MiddlewareObj } from '@middy/core';
import type { AuthRefusal } from '../auth/caller.ts';
import type { ScfContext } from '../invocation.ts';
import { failureOf, isThrottle, runbookLink } from '../tenant-key/failures/failures.ts';
import type { Problem } from '../tenant-key/json.ts';
import type { FailedAttempt } from '../tenant-key/message.ts';
import {
  type HttpHeaders,
  type HttpResponse,
  jsonResponse,
  type PlatformResponse,
  toPlatform,
} from './message.ts';

/** Middleware that answers what a handler throws with a problem, which says nothing of the fault. */
export function answerFaults(
  runbookUrl: string,
): MiddlewareObj<unknown, PlatformResponse, Error, ScfContext> {
  return {
    onError: (request) => {
      request.response = toPlatform(responseOf(internalFault(), runbookUrl), 'GET');
    },
  };
}

/** The problems that HTTP alone can have; those of requests and keys come from their outcome. */

export function notFound(): HttpProblem {
  return {
    status: 404,
    code: 'NotFound',
    title: 'Not found',
    detail: 'GET /openapi.json describes every path.',
    retryable: false,
  };
}

export function keyNotFound(): HttpProblem {
  return {
    status: 404,
    code: 'KeyNotFound',
    title: 'Key not found',
    detail:
      'The tenant has no key of this name. To create one, send POST /v1/tenants/{tenantId}/keys.',
    retryable: false,
  };
}

/** @param allow The methods that are allowed, as the header lists them. */
export function methodNotAllowed(allow: string): HttpProblem {
  return {
    status: 405,
    code: 'MethodNotAllowed',
    title: 'Method not allowed',
    detail: `This path allows: ${allow}.`,
    retryable: false,
    headers: { Allow: allow },
  };
}

export function mediaTypeUnsupported(): HttpProblem {
  return {
    status: 415,
    code: 'MediaTypeUnsupported',
    title: 'The content type is not supported',
    detail: 'Send the request as JSON, with the header Content-Type: application/json.',
    retryable: false,
  };
}

/** Our own code failed. A request may be sent again at any time, so the caller may just do so. */
export function internalFault(): HttpProblem {
  return {
    status: 500,
    code: 'InternalFault',
    title: 'Internal error',
    detail: 'The log of the function has the details. Sending the same request again is safe.',
    retryable: true,
  };
}

/** A read that KMS refused, and would refuse again. @param code A code of the failure table. */
export function refusedByCloud(code: string): HttpProblem {
  return {
    status: 502,
    code,
    title: 'KMS refused the call',
    detail: `${failureOf(code).meaning} An operator must investigate.`,
    retryable: false,
  };
}

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

type Rejection = {
  readonly status: number;
  readonly title: string;
  readonly advice: string;
};

/** How a rejection shows in HTTP. */
const REJECTIONS: ReadonlyMap<string, Rejection> = new Map([
  [
    'RequestUnreadable',
    {
      status: 400,
      title: 'The request is unreadable',
      advice: 'Send one JSON object in UTF-8, without duplicate names.',
    },
  ],
  [
    'RequestTooLarge',
    {
      status: 413,
      title: 'The request is too large',
      advice: 'Send a smaller request.',
    },
  ],
  [
    'KeyConflict',
    {
      status: 409,
      title: 'The key name is taken',
      advice: 'Choose another keyName, or send exactly the first specification.',
    },
  ],
]);

/** A request that breaks its contract, or that KMS refuses. */
const INVALID: Rejection = {
  status: 422,
  title: 'The request cannot be met as it is',
  advice: 'Correct what errors lists, then send the request again.',
};

/** The problem of a request that its sender must change. */
export function rejectionProblem(
  failed: Pick<FailedAttempt, 'code' | 'problems' | 'identity'>,
): HttpProblem {
  const { code, problems, identity } = failed;
  const { status, title, advice } = REJECTIONS.get(code) ?? INVALID;
  const shared = { status, code, title, retryable: false, requestId: identity?.requestId };
  if (status === INVALID.status) return { ...shared, detail: advice, errors: problems };
  const detail = [...problems.map((problem) => problem.detail), advice].join(' ');
  return { ...shared, detail };
}

/** What passes only when an operator acts takes a while. */
const OPERATOR_MS = 30_000;

/**
 * The problem of a request that failed for now, through no fault of its sender.
 *
 * @param code A code of the failure table.
 * @param delayMs How long to wait before sending the same request again.
 * @see RFC 9110, section 10.2.3 (Retry-After, in whole seconds)
 */
export function retryProblem(code: string, delayMs: number, requestId?: string): HttpProblem {
  const { meaning, reaction, end } = failureOf(code);
  const waitMs = reaction === 'give-up' && end === 'hold' ? OPERATOR_MS : delayMs;
  const delayS = Math.max(1, Math.ceil(waitMs / 1_000));
  const isBusy = code === 'NoTurn' || isThrottle(code);
  return {
    status: isBusy ? 429 : 503,
    code,
    title: isBusy ? 'Too many requests for now' : 'Unavailable for now',
    detail: `${meaning} Send the same request again after ${delayS} s.`,
    retryable: true,
    requestId,
    headers: { 'Retry-After': String(delayS) },
  };
}

/** Why a request was not answered as asked. Nothing in it may name another tenant's key. */
export type HttpProblem = {
  readonly status: number;
  /** Stable: programs go by it. */
  readonly code: string;
  /** The same for every problem with this status and code. */
  readonly title: string;
  /** Sentences that say what was wrong this time and what to do. */
  readonly detail: string;
  /** The same request may succeed later. */
  readonly retryable: boolean;
  readonly requestId?: string | undefined;
  /** The places of the request that must change. */
  readonly errors?: readonly Problem[];
  readonly headers?: HttpHeaders;
};

/** What answers a request. A problem is made a response in one place, where the runbook is known. */
export type HttpAnswer = HttpResponse | HttpProblem;

export function responseOf(answer: HttpAnswer, runbookUrl: string): HttpResponse {
  return 'body' in answer ? answer : problemResponse(answer, runbookUrl);
}

/** @see RFC 9457 (Problem Details for HTTP APIs); `runbook` is an extension, for operators. */
function problemResponse(problem: HttpProblem, runbookUrl: string): HttpResponse {
  const { status, code, title, detail, retryable, requestId, errors } = problem;
  const type = `urn:tenant-keys:problem:${code}`;
  const runbook = runbookLink(runbookUrl, code);
  const body = { type, title, status, detail, code, retryable, runbook, requestId, errors };
  const headers = { 'Content-Type': 'application/problem+json', ...problem.headers };
  return jsonResponse(status, body, headers);
}
