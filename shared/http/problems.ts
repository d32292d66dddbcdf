import type { MiddlewareObj } from '@middy/core';
import type { ScfContext } from '../invocation.ts';
import { ANSWERS, type AnswerCode } from '../tenant-key/failures/answers.ts';
import { ENDS } from '../tenant-key/failures/failure.ts';
import { failureOf, runbookLink } from '../tenant-key/failures/failures.ts';
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

/**
 * The problem of a request that its sender must change.
 *
 * @param failed Its code is one of the failure table that ends in `reject`.
 */
export function rejectionProblem(
  failed: Pick<FailedAttempt, 'code' | 'problems' | 'identity'>,
): HttpProblem {
  const { code, problems, identity } = failed;
  const { status, title, advice = '', retryable } = failureOf(code);
  const shared = { status, code, title, retryable, requestId: identity?.requestId };
  if (status === ENDS.reject.status) return { ...shared, detail: advice, errors: problems };
  const detail = [...problems.map((problem) => problem.detail), advice].join(' ');
  return { ...shared, detail };
}

/**
 * The problem of a request that failed temporarily, through no fault of its sender. A request whose
 * outcome cannot be published or parked is answered like an outage, whatever the code of that failure.
 *
 * @param code A code of the failure table.
 * @param delayMs How long to wait before sending the same request again.
 * @see RFC 9110, section 10.2.3 (Retry-After, in whole seconds)
 */
export function retryProblem(code: string, delayMs: number, requestId?: string): HttpProblem {
  const failure = failureOf(code);
  const { status, title, retryable } = failure.retryable ? failure : ENDS.hold;
  const waitMs = failure.end === 'hold' && !failure.timeFixes ? OPERATOR_MS : delayMs;
  const delayS = Math.max(1, Math.ceil(waitMs / 1_000));
  return {
    status,
    code,
    title,
    detail: `${failure.meaning} Send the same request again after ${delayS} s.`,
    retryable,
    requestId,
    headers: { 'Retry-After': String(delayS) },
  };
}

/** How long to wait if an operator must act first. */
const OPERATOR_MS = 30_000;

/** The problem of an answer without an outcome. */
export function answerProblem(
  code: HttpAnswerCode,
  detail: string,
  headers?: HttpHeaders,
): HttpProblem {
  const { status, title, retryable } = ANSWERS[code];
  const problem = { status, code, title, detail, retryable };
  return headers === undefined ? problem : { ...problem, headers };
}

type HttpAnswerCode = {
  readonly [Code in AnswerCode]: (typeof ANSWERS)[Code] extends { readonly status: number }
    ? Code
    : never;
}[AnswerCode];

export function notFound(): HttpProblem {
  return answerProblem('NotFound', 'GET /openapi.json describes every path.');
}

export function keyNotFound(): HttpProblem {
  return answerProblem(
    'KeyNotFound',
    'The tenant has no key of this name. To create one, send POST /v1/tenants/{tenantId}/keys.',
  );
}

/** @param allow The methods that are allowed, as the header lists them. */
export function methodNotAllowed(allow: string): HttpProblem {
  return answerProblem('MethodNotAllowed', `This path allows: ${allow}.`, { Allow: allow });
}

export function mediaTypeUnsupported(): HttpProblem {
  return answerProblem(
    'MediaTypeUnsupported',
    'Send the request as JSON, with the header Content-Type: application/json.',
  );
}

/** Our own code failed. Requests are idempotent, so the caller may always send them again. */
export function internalFault(): HttpProblem {
  return answerProblem(
    'InternalFault',
    'The log of the function has the details. Sending the same request again is safe.',
  );
}

/**
 * A read that KMS refuses permanently. It has no part that its caller could change, so the problem is
 * the same for a code that would reject a request.
 *
 * @param code A code of the failure table.
 */
export function refusedByCloud(code: string): HttpProblem {
  const { status, title, advice, retryable } = ENDS.park;
  return { status, code, title, detail: `${failureOf(code).meaning} ${advice}`, retryable };
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
