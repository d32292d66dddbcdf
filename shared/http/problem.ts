import { runbookLink } from '../tenant-key/failures/failures.ts';
import type { Problem } from '../tenant-key/json.ts';
import type { HttpHeaders, HttpResponse } from './http-response.ts';
import { jsonResponse } from './json-response.ts';

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
