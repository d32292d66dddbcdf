import { inflateRawSync } from 'node:zlib';
import { refusalLine } from '../log.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import type { HttpContext } from './api.ts';
import { OPENAPI_PACKED } from './generated/openapi.ts';
import { listKeys, showKey } from './keys.ts';
import { type HttpRequest, type HttpResponse, jsonResponse } from './message.ts';
import {
  authProblem,
  type HttpAnswer,
  type HttpProblem,
  methodNotAllowed,
  notFound,
  refusedByCloud,
  responseOf,
  retryProblem,
  tenantForbidden,
} from './problems.ts';
import { answerProvision, readProvisionRequest } from './provision.ts';
import { routeOf } from './route.ts';

/** How long a caller waits before it asks again, when nothing says how long the trouble lasts. */
const RETRY_AFTER_MS = 1_000;

/**
 * Answers a request, by the deadline. Whatever is about a tenant is for proven callers alone, and
 * they are proven before anything else of the request is read. A fault of our own is thrown.
 */
export async function serveHttp(
  request: HttpRequest,
  context: HttpContext,
  deadlineMs: number,
): Promise<HttpResponse> {
  const answered = await answer(request, context, deadlineMs).catch(problemOf);
  return responseOf(answered, context.runbookUrl);
}

function problemOf(error: unknown): HttpProblem {
  if (!(error instanceof ApiError)) throw error;
  const { end } = failureOf(error.code);
  return end === 'park' || end === 'reject'
    ? refusedByCloud(error.code)
    : retryProblem(error.code, RETRY_AFTER_MS);
}

async function answer(
  request: HttpRequest,
  context: HttpContext,
  deadlineMs: number,
): Promise<HttpAnswer> {
  const route = routeOf(request.method, request.path);
  if ('tenantId' in route) {
    const refusal = await refuseCaller(request, route.tenantId, context, deadlineMs);
    if (refusal !== undefined) return refusal;
  }
  switch (route.route) {
    case 'provision': {
      const read = readProvisionRequest(request, route.tenantId);
      return read.ok ? answerProvision(read.value, context, deadlineMs) : read.problem;
    }
    case 'list':
      return listKeys(route.tenantId, context, deadlineMs);
    case 'show':
      return showKey(route.tenantId, route.keyName, context, deadlineMs);
    case 'health':
      return jsonResponse(200, { status: 'ok' });
    case 'openapi':
      return jsonResponse(200, openapiDocument());
    case 'method-not-allowed':
      return methodNotAllowed(route.allow);
    case 'not-found':
      return notFound();
  }
}

/** As long as a tenant's id may be; a path can hold more. */
const TENANT_LENGTH_MAX = 36;

/**
 * Refuses whoever is not proven to act for the tenant of the path, and tells the log why. Undefined
 * lets the request in. Of the request the headers alone are looked at.
 */
export async function refuseCaller(
  { headers }: HttpRequest,
  tenantId: string,
  { authenticate, invocationId, log }: Pick<HttpContext, 'authenticate' | 'invocationId' | 'log'>,
  deadlineMs: number,
): Promise<HttpProblem | undefined> {
  const found = await authenticate(headers, deadlineMs);
  if (!found.ok) {
    const problem = authProblem(found.refusal);
    log(refusalLine({ invocationId, code: problem.code, ...found.refusal }));
    return problem;
  }
  if (found.caller.mayActFor(tenantId)) return undefined;
  const problem = tenantForbidden();
  const shownId = tenantId.slice(0, TENANT_LENGTH_MAX);
  log(refusalLine({ invocationId, code: problem.code, tenantId: shownId }));
  return problem;
}

/**
 * The description of the HTTP API. It is asked for seldom, and would be a sixth of the door's code that
 * each cold start reads, so it lies packed until then.
 */
export function openapiDocument(): Readonly<Record<string, unknown>> {
  return JSON.parse(inflateRawSync(Buffer.from(OPENAPI_PACKED, 'base64')).toString('utf8'));
}
