import { inflateRawSync } from 'node:zlib';
import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import { refusalLine } from '../log.ts';
import type { HttpPorts } from '../ports.ts';
import { ApiError } from '../tenant-key/api-error.ts';
import { failureOf } from '../tenant-key/failures/failures.ts';
import { authProblem, tenantForbidden } from './auth-problems.ts';
import { OPENAPI_PACKED } from './generated/openapi.ts';
import { listKeys, showKey } from './keys.ts';
import { type HttpRequest, type HttpResponse, jsonResponse } from './message.ts';
import {
  type HttpAnswer,
  type HttpProblem,
  methodNotAllowed,
  notFound,
  refusedByCloud,
  responseOf,
  retryProblem,
} from './problems.ts';
import { answerProvision } from './provision.ts';
import { readProvisionRequest } from './provision-request.ts';
import { routeOf } from './route.ts';

/**
 * Answers a request of the HTTP API by the deadline. On routes of a tenant, the caller is authenticated
 * before anything but the headers is read. Throws if our own code fails.
 */
export async function serveHttp(
  request: HttpRequest,
  ports: HttpPorts,
  config: Config,
  invocation: Invocation,
): Promise<HttpResponse> {
  const answered = await answer(request, ports, config, invocation).catch(problemOf);
  return responseOf(answered, config.runbookUrl);
}

async function answer(
  request: HttpRequest,
  ports: HttpPorts,
  config: Config,
  invocation: Invocation,
): Promise<HttpAnswer> {
  const route = routeOf(request.method, request.path);
  if ('tenantId' in route) {
    const refusal = await refuseCaller(request, route.tenantId, ports, invocation);
    if (refusal !== undefined) return refusal;
  }
  switch (route.route) {
    case 'provision': {
      const read = readProvisionRequest(request, route.tenantId);
      return read.ok ? answerProvision(read.value, ports, config, invocation) : read.problem;
    }
    case 'list':
      return listKeys(route.tenantId, ports, config, invocation);
    case 'show':
      return showKey(route.tenantId, route.keyName, ports, config, invocation);
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

/**
 * Authenticates the caller by the headers alone, and checks that they may act for the tenant of the path.
 * A refusal is logged with its reason. Undefined admits the request.
 */
async function refuseCaller(
  { headers }: HttpRequest,
  tenantId: string,
  { authenticate }: HttpPorts,
  { deadlineMs, id: invocationId, log }: Invocation,
): Promise<HttpProblem | undefined> {
  const authenticated = await authenticate(headers, deadlineMs);
  if (!authenticated.ok) {
    const problem = authProblem(authenticated.refusal);
    log(refusalLine({ invocationId, code: problem.code, ...authenticated.refusal }));
    return problem;
  }
  if (authenticated.caller.mayActFor(tenantId)) return undefined;
  const problem = tenantForbidden();
  const shownId = tenantId.slice(0, TENANT_LENGTH_MAX);
  log(refusalLine({ invocationId, code: problem.code, tenantId: shownId }));
  return problem;
}

/** The longest valid id of a tenant. The path may have a longer one. */
const TENANT_LENGTH_MAX = 36;

/**
 * The OpenAPI document. It is compressed until it is requested, which is rare: in plain text, it would be
 * a sixth of the code that every cold start of the function loads.
 */
export function openapiDocument(): Readonly<Record<string, unknown>> {
  return JSON.parse(inflateRawSync(Buffer.from(OPENAPI_PACKED, 'base64')).toString('utf8'));
}

function problemOf(error: unknown): HttpProblem {
  if (!(error instanceof ApiError)) throw error;
  return failureOf(error.code).retryable
    ? retryProblem(error.code, RETRY_AFTER_MS)
    : refusedByCloud(error.code);
}

/** How long a caller waits before another attempt if the duration of the failure is unknown. */
const RETRY_AFTER_MS = 1_000;
