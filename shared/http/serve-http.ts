import { outcomeLine } from '../log.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failure-table.ts';
import { openForecast } from '../tenant-key/forecast.ts';
import { handleMessage } from '../tenant-key/handle-message.ts';
import type { Message } from '../tenant-key/message.ts';
import { parseRequest } from '../tenant-key/parse-request.ts';
import { planRequest } from '../tenant-key/plan-request.ts';
import { KEY_REQUESTS } from '../topics/topic-names.ts';
import { answerOutcome, answerQueued } from './answer-outcome.ts';
import { OPENAPI } from './generated/openapi.ts';
import type { HttpDoor } from './http-door.ts';
import { methodNotAllowed, notFound, refusedByCloud } from './http-problems.ts';
import type { HttpRequest } from './http-request.ts';
import type { HttpResponse } from './http-response.ts';
import { jsonResponse } from './json-response.ts';
import { type HttpAnswer, type HttpProblem, responseOf } from './problem.ts';
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
  switch (route.route) {
    case 'provision': {
      const read = readProvisionRequest(request, route.tenantId);
      return read.ok ? provision(read.value, door, deadlineMs) : read.problem;
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
      return methodNotAllowed(route.allow);
    case 'not-found':
      return notFound();
  }
}

async function provision(
  read: ProvisionRequest,
  door: HttpDoor,
  deadlineMs: number,
): Promise<HttpAnswer> {
  const { message, isPlan, respondAsync } = read;
  if (isPlan) return plan(message, door, deadlineMs);
  if (respondAsync) return queue(message, door, deadlineMs);
  return provisionNow(message, door, deadlineMs);
}

async function provisionNow(
  message: Message,
  { ports, settings, log }: HttpDoor,
  deadlineMs: number,
): Promise<HttpAnswer> {
  const outcome = await handleMessage(message, ports, settings, deadlineMs);
  log(outcomeLine(message, outcome));
  return answerOutcome(outcome, message);
}

/** Says what would happen, and changes nothing. */
async function plan(
  { text }: Message,
  { ports, settings }: HttpDoor,
  deadlineMs: number,
): Promise<HttpAnswer> {
  const parsed = parseRequest(text);
  if (!parsed.ok) return rejectionProblem(parsed.failed);
  const forecast = openForecast(await ports.reader.serviceStatus(deadlineMs));
  const planned = await planRequest(parsed.request, ports, forecast, settings, deadlineMs);
  return jsonResponse(200, planned);
}

/** Leaves the request to the queue door, unless it would be rejected there: then it is at once. */
async function queue(message: Message, door: HttpDoor, deadlineMs: number): Promise<HttpAnswer> {
  const parsed = parseRequest(message.text);
  if (!parsed.ok) return provisionNow(message, door, deadlineMs);
  const queued = { key: parsed.request.tenantId, value: message.text };
  await door.ports.topics.publish(KEY_REQUESTS, [queued], deadlineMs);
  return answerQueued(parsed.request);
}
