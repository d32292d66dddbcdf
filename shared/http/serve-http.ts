import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { answerProvision } from './answer-provision.ts';
import type { HttpDoor } from './http-door.ts';
import { methodNotAllowed, notFound, refusedByCloud } from './http-problems.ts';
import type { HttpRequest } from './http-request.ts';
import type { HttpResponse } from './http-response.ts';
import { jsonResponse } from './json-response.ts';
import { openapiDocument } from './openapi-document.ts';
import { type HttpAnswer, type HttpProblem, responseOf } from './problem.ts';
import { readProvisionRequest } from './provision-request.ts';
import { refuseCaller } from './refuse-caller.ts';
import { retryProblem } from './retry-problem.ts';
import { routeOf } from './route.ts';
import { listKeys, showKey } from './show-keys.ts';

/** How long a caller waits before it asks again, when nothing says how long the trouble lasts. */
const RETRY_AFTER_MS = 1_000;

/**
 * Answers a request, by the deadline. Whatever is about a tenant is for proven callers alone, and
 * they are proven before anything else of the request is read. A fault of our own is thrown.
 */
export async function serveHttp(
  request: HttpRequest,
  door: HttpDoor,
  deadlineMs: number,
): Promise<HttpResponse> {
  const answered = await answer(request, door, deadlineMs).catch(problemOf);
  return responseOf(answered, door.runbookUrl);
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
  door: HttpDoor,
  deadlineMs: number,
): Promise<HttpAnswer> {
  const route = routeOf(request.method, request.path);
  if ('tenantId' in route) {
    const refusal = await refuseCaller(request, route.tenantId, door, deadlineMs);
    if (refusal !== undefined) return refusal;
  }
  switch (route.route) {
    case 'provision': {
      const read = readProvisionRequest(request, route.tenantId);
      return read.ok ? answerProvision(read.value, door, deadlineMs) : read.problem;
    }
    case 'list':
      return listKeys(route.tenantId, door, deadlineMs);
    case 'show':
      return showKey(route.tenantId, route.keyName, door, deadlineMs);
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
