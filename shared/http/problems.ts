import type { MiddlewareObj } from '@middy/core';
import type { ScfContext } from '../invocation.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { ANSWERS, type AnswerCode } from '../tenant-key/failures/answers.ts';
import { ENDS, TENANT_BLOCKED } from '../tenant-key/failures/failure.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { problemType, runbookLink } from '../tenant-key/failures/links.ts';
import { type FailedAttempt, namesOf } from '../tenant-key/message.ts';
import { type VendorAnswer, vendorAnswerOf } from '../tenant-key/vendor-answer.ts';
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

/** Renders an answer. A problem gets its type and a link to its section of the runbook, both below `docsUrl`. */
export function responseOf(answer: HttpAnswer, docsUrl: string): HttpResponse {
  return 'body' in answer ? answer : problemResponse(answer, docsUrl);
}

/** @see RFC 9457 (Problem Details for HTTP APIs); `runbook` is an extension, for operators. */
function problemResponse(problem: HttpProblem, docsUrl: string): HttpResponse {
  const headers = { 'Content-Type': 'application/problem+json', ...problem.headers };
  return jsonResponse(problem.status, problemDocument(problem, docsUrl), headers);
}

/** A problem as a document, with a link to its section of the runbook. */
export function problemDocument(problem: HttpProblem, docsUrl: string): ProblemDocument {
  const { status, code, title, detail, retryable, requestId, errors } = problem;
  const { kmsRequestId, tagCode, tagMsg } = problem;
  const type = problemType(docsUrl, code);
  const runbook = runbookLink(docsUrl, code);
  return {
    type,
    title,
    status,
    detail,
    code,
    retryable,
    runbook,
    requestId,
    kmsRequestId,
    tagCode,
    tagMsg,
    errors,
  };
}

/**
 * The problem of a request that its sender must change.
 *
 * @param failed Its code is one of the failure table that ends in `reject`.
 */
export function rejectionProblem(
  failed: Pick<FailedAttempt, 'code' | 'problems' | 'identity' | 'claimed' | 'error' | 'vendor'>,
): HttpProblem {
  const { code, problems, error } = failed;
  const { requestId } = namesOf(failed);
  const { status, title, advice = '', retryable, pointer = '#' } = failureOf(code);
  const shared = { status, code, title, retryable, requestId, ...vendorAnswerOf(failed) };
  if (status === ENDS.reject.status) return { ...shared, detail: advice, errors: problems };
  const sentences = problems.map((problem) => problem.detail);
  const { count } = error?.tenantKeys ?? {};
  if (count !== undefined) sentences.push(`At present it has ${count}.`);
  const detail = [...sentences, advice].join(' ');
  // What the failure table says of every such failure is in the sentence alone.
  const isSpecific = problems.some((problem) => problem.pointer !== pointer);
  return isSpecific ? { ...shared, detail, errors: problems } : { ...shared, detail };
}

/**
 * The problem of a request whose tenant an operator has blocked, however it is to be handled. Nothing is kept, so the
 * caller decides whether to ask again. The reason of the operator is not for the caller.
 */
export function tenantBlocked(): HttpProblem {
  const code = TENANT_BLOCKED;
  const { status, title, meaning, advice, retryable } = failureOf(code);
  return { status, code, title, detail: `${meaning} ${advice}`, retryable };
}

/**
 * The problem of a request that failed temporarily, through no fault of its sender. A request whose
 * outcome cannot be published or parked is answered like an outage, whatever the code of that failure.
 *
 * @param code A code of the failure table.
 * @param delayMs How long to wait before sending the same request again.
 * @param vendor What the vendor said of the call that failed.
 * @see RFC 9110, section 10.2.3 (Retry-After, in whole seconds)
 */
export function retryProblem(
  code: string,
  delayMs: number,
  requestId?: string,
  vendor: VendorAnswer = {},
): HttpProblem {
  const failure = failureOf(code);
  const { status, title, retryable } = failure.retryable ? failure : ENDS.wait;
  const waitMs = failure.isAccountWide && !failure.timeFixes ? OPERATOR_MS : delayMs;
  const delayS = Math.max(1, Math.ceil(waitMs / 1_000));
  return {
    status,
    code,
    title,
    detail: `${failure.meaning} Send the same request again after ${delayS} s.`,
    retryable,
    requestId,
    ...vendor,
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

/**
 * @see RFC 9110, section 15.5.16 (415 for codings too)
 * @see RFC 7694, section 3 (Accept-Encoding in its answer)
 */
export function codingUnsupported(): HttpProblem {
  return answerProblem(
    'MediaTypeUnsupported',
    'Send the body as it is: not compressed, and without the headers Content-Encoding and Transfer-Encoding.',
    { 'Accept-Encoding': 'identity' },
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

/** The problem of a call that failed for an answer without an outcome. Throws what is no `ApiError`. */
export function callProblem(error: unknown): HttpProblem {
  if (!(error instanceof ApiError)) throw error;
  const vendor = vendorAnswerOf({ error });
  return failureOf(error.code).retryable
    ? retryProblem(error.code, RETRY_AFTER_MS, undefined, vendor)
    : { ...refusedByCloud(error.code), ...vendor };
}

/** How long a caller waits before another attempt if the duration of the failure is unknown. */
const RETRY_AFTER_MS = 1_000;

/** Middleware that answers an error of the handler with a problem, which reveals nothing about it. */
export function answerFaults(
  docsUrl: string,
): MiddlewareObj<unknown, PlatformResponse, Error, ScfContext> {
  return {
    onError: (request) => {
      request.response = toPlatform(responseOf(internalFault(), docsUrl), 'GET');
    },
  };
}
