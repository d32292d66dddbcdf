import type { MiddlewareObj } from '@middy/core';
import type { ScfContext } from '../invocation.ts';
import { failureOf, isThrottle, runbookLink } from '../tenant-key/failures/failures.ts';
import type { FailedAttempt } from '../tenant-key/message.ts';
import type { ProblemDocument } from './generated/problem.ts';
import {
  type HttpHeaders,
  type HttpResponse,
  jsonResponse,
  type PlatformResponse,
  toPlatform,
} from './message.ts';

/** Why a request failed. It must not name another tenant's key. */
export type HttpProblem = Omit<ProblemDocument, 'type' | 'runbook'> & {
  readonly headers?: HttpHeaders;
};

/** The answer to a request, before a problem is rendered. */
export type HttpAnswer = HttpResponse | HttpProblem;

/** Renders an answer. A problem gets a link to its section of the runbook. */
export function responseOf(answer: HttpAnswer, runbookUrl: string): HttpResponse {
  return 'body' in answer ? answer : problemResponse(answer, runbookUrl);
}

/** @see RFC 9457 (Problem Details for HTTP APIs); `runbook` is an extension, for operators. */
function problemResponse(problem: HttpProblem, runbookUrl: string): HttpResponse {
  const { status, code, title, detail, retryable, requestId, errors } = problem;
  const type = `urn:tenant-keys:problem:${code}`;
  const runbook = runbookLink(runbookUrl, code);
  const body: ProblemDocument = {
    type,
    title,
    status,
    detail,
    code,
    retryable,
    runbook,
    requestId,
    errors,
  };
  const headers = { 'Content-Type': 'application/problem+json', ...problem.headers };
  return jsonResponse(status, body, headers);
}

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

type Rejection = {
  readonly status: number;
  readonly title: string;
  readonly advice: string;
};

/** The rejections with a status of their own. */
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

/** Any other: the request is invalid, or KMS refuses it. */
const INVALID: Rejection = {
  status: 422,
  title: 'The request cannot be met as it is',
  advice: 'Correct what errors lists, then send the request again.',
};

/**
 * The problem of a request that failed temporarily, through no fault of its sender.
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

/** How long to wait if an operator must act first. */
const OPERATOR_MS = 30_000;

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

/** Our own code failed. Requests are idempotent, so the caller may always send them again. */
export function internalFault(): HttpProblem {
  return {
    status: 500,
    code: 'InternalFault',
    title: 'Internal error',
    detail: 'The log of the function has the details. Sending the same request again is safe.',
    retryable: true,
  };
}

/** A read that KMS refuses permanently. @param code A code of the failure table. */
export function refusedByCloud(code: string): HttpProblem {
  return {
    status: 502,
    code,
    title: 'KMS refused the call',
    detail: `${failureOf(code).meaning} An operator must investigate.`,
    retryable: false,
  };
}

/** Middleware that answers an error of the handler with a problem, which reveals nothing about it. */
export function answerFaults(
  runbookUrl: string,
): MiddlewareObj<unknown, PlatformResponse, Error, ScfContext> {
  return {
    onError: (request) => {
      request.response = toPlatform(responseOf(internalFault(), runbookUrl), 'GET');
    },
  };
}
