import { outcomeLine } from '../log.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { handleMessage } from '../tenant-key/handle-message.ts';
import { parseRequest } from '../tenant-key/parse-request.ts';
import { planRequest } from '../tenant-key/plan-request.ts';
import { KEY_REQUESTS } from '../topics/topic-names.ts';
import { answerOutcome, answerQueued } from './answer-outcome.ts';
import { OPENAPI } from './generated/openapi.ts';
import type { HttpDoor } from './http-door.ts';
import { methodNotAllowed, notFound } from './http-problems.ts';
import type { HttpRequest } from './http-request.ts';
import type { HttpResponse } from './http-response.ts';
import { jsonResponse } from './json-response.ts';
import { problemResponse } from './problem.ts';
import { type ProvisionRequest, readProvisionRequest } from './provision-request.ts';
import { rejectionProblem } from './rejection-problem.ts';
import { retryProblem } from './retry-problem.ts';
import { routeOf } from './route.ts';
import { listKeys, showKey } from './show-keys.ts';

/** How long a caller waits before it asks again, when nothing says how long the trouble lasts. */
const RETRY_AFTER_MS = 1_000;

/** Answers a request, by the deadline. A fault of our own is thrown. */
export async function serveHttp(
  request: HttpRequest,
  door: HttpDoor,
  deadlineMs: number,
): Promise<HttpResponse> {
  try {
    return await answer(request, door, deadlineMs);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return problemResponse(retryProblem(error.code, RETRY_AFTER_MS));
  }
}

async function answer(
  request: HttpRequest,
  door: HttpDoor,
  deadlineMs: number,
): Promise<HttpResponse> {
  const route = routeOf(request.method, request.path);
  switch (route.route) {
    case 'provision': {
      const read = readProvisionRequest(request, route.tenantId);
      return read.ok ? provision(read.value, door, deadlineMs) : problemResponse(read.problem);
    }
    case 'list':
      return listKeys(route.tenantId, door, deadlineMs);
    case 'show':
      return showKey(route.tenantId, route.keyName, door, deadlineMs);
    case 'health':
      return jsonResponse(200, { status: 'ok' });
    case 'openapi':
      return jsonResponse(200, OPENAPI);
    case 'method-not-allowed':
      return problemResponse(methodNotAllowed(route.allow));
    case 'not-found':
      return problemResponse(notFound());
  }
}

async function provision(
  { message, isPlan, respondAsync }: ProvisionRequest,
  { ports, settings, log }: HttpDoor,
  deadlineMs: number,
): Promise<HttpResponse> {
  if (!isPlan && !respondAsync) {
    const outcome = await handleMessage(message, ports, settings, deadlineMs);
    log(outcomeLine(message, outcome));
    return answerOutcome(outcome, message);
  }
  const parsed = parseRequest(message.text);
  if (!parsed.ok) return problemResponse(rejectionProblem(parsed.failed));
  const { request } = parsed;
  if (isPlan) {
    const readQuota = ports.reader.serviceStatus;
    return jsonResponse(200, await planRequest(request, ports, readQuota, settings, deadlineMs));
  }
  const queued = { key: request.tenantId, value: message.text };
  await ports.topics.publish(KEY_REQUESTS, [queued], deadlineMs);
  return answerQueued(request);
}
