import { inflateRawSync } from 'node:zlib';
import type { Caller } from '../auth/caller.ts';
import type { Config } from '../config.ts';
import type { Invocation } from '../invocation.ts';
import { refusalLine } from '../log.ts';
import type { HttpPorts } from '../ports.ts';
import { type Tenant, tenantOf } from '../tenant-key/tenant-id.ts';
import { authProblem, everyTenantForbidden, tenantForbidden } from './auth-problems.ts';
import { OPENAPI_PACKED } from './generated/openapi.ts';
import { listKeys, showKey } from './keys.ts';
import { readListQuery } from './list-query.ts';
import { type HttpRequest, type HttpResponse, jsonResponse } from './message.ts';
import {
  callProblem,
  type HttpAnswer,
  type HttpProblem,
  methodNotAllowed,
  notFound,
  responseOf,
  tenantBlocked,
} from './problems.ts';
import { answerPreview, answerProvision } from './provision.ts';
import { readProvisionRequest } from './provision-request.ts';
import { PLAN_WORD, readQuery } from './query.ts';
import { showStatus } from './request-status.ts';
import { type Route, routeOf, type TenantRoute } from './route.ts';

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
  const answered = await answer(request, ports, config, invocation).catch(callProblem);
  return responseOf(answered, config.docsUrl);
}

async function answer(
  request: HttpRequest,
  ports: HttpPorts,
  config: Config,
  invocation: Invocation,
): Promise<HttpAnswer> {
  const route = routeOf(request.method, request.path);
  if ('tenantId' in route) return answerTenant(request, route, ports, config, invocation);
  if (route.route !== 'list-all') return answerPublic(request, route);
  const admitted = await admitCaller(request, undefined, ports, invocation);
  if ('problem' in admitted) return admitted.problem;
  const query = readQuery(request, route);
  return query.ok ? answerList(request, undefined, ports, config, invocation) : query.problem;
}

/** Answers what concerns one tenant. */
async function answerTenant(
  request: HttpRequest,
  route: TenantRoute,
  ports: HttpPorts,
  config: Config,
  invocation: Invocation,
): Promise<HttpAnswer> {
  const admitted = await admitCaller(request, route.tenantId, ports, invocation);
  if ('problem' in admitted) return admitted.problem;
  const query = readQuery(request, route);
  if (!query.ok) return query.problem;
  switch (route.route) {
    case 'plan':
    case 'provision': {
      const isPlan = query.isPlan || route.route === 'plan';
      const answered = answerPost(
        request,
        route,
        isPlan,
        admitted.caller,
        ports,
        config,
        invocation,
      );
      return request.query.has(PLAN_WORD) ? deprecated(await answered) : answered;
    }
    case 'list':
      return answerList(request, route.tenantId, ports, config, invocation);
    case 'show':
      return showKey(route.tenantId, route.keyName, ports, config, invocation);
    case 'status': {
      const { tenantId, requestId } = route;
      return showStatus({ tenantId, requestId }, query.acceptedMs, ports, config, invocation);
    }
  }
}

/** Answers a GET for the keys of a tenant, or of every tenant. */
async function answerList(
  request: HttpRequest,
  tenantId: string | undefined,
  ports: HttpPorts,
  config: Config,
  invocation: Invocation,
): Promise<HttpAnswer> {
  const read = readListQuery(request, tenantId, config);
  return read.ok ? listKeys(tenantId, read.list, ports, config, invocation) : read.problem;
}

/** Answers a POST with a request: for the key, or for a preview. */
async function answerPost(
  request: HttpRequest,
  { tenantId }: TenantRoute,
  isPlan: boolean,
  caller: Caller,
  ports: HttpPorts,
  config: Config,
  invocation: Invocation,
): Promise<HttpAnswer> {
  await ports.blocks.known();
  if (ports.blocks.isBlocked(tenantOf(tenantId).tenantId)) return tenantBlocked();
  const read = readProvisionRequest(request, tenantId);
  if (!read.ok) return read.problem;
  if (!isPlan) return answerProvision(read.value, ports, config, invocation);
  return answerPreview(read.value, caller, ports, config, invocation);
}

/**
 * Marks the answer to a POST for a key with `?plan`, whatever it is: plans have a path of their own, where the type of
 * an answer follows from its status. The link is relative, since the URL of a function may have a path of its own.
 *
 * @see RFC 9745 (Deprecation); RFC 5829, section 3.3 (successor-version); RFC 8288 (Link)
 */
function deprecated(answer: HttpAnswer): HttpAnswer {
  const headers = { Deprecation: PLAN_DEPRECATED, Link: '<plans>; rel="successor-version"' };
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** 2026-11-30, in seconds since 1970. */
const PLAN_DEPRECATED = '@1795996800';

/** Answers what anyone may ask for. */
function answerPublic(request: HttpRequest, route: PublicRoute): HttpAnswer {
  switch (route.route) {
    case 'method-not-allowed':
      return methodNotAllowed(route.allow);
    case 'not-found':
      return notFound();
    default: {
      const query = readQuery(request, route);
      if (!query.ok) return query.problem;
      return jsonResponse(200, route.route === 'health' ? { status: 'ok' } : openapiDocument());
    }
  }
}

type PublicRoute = Exclude<Route, TenantRoute | { readonly route: 'list-all' }>;

/**
 * Authenticates the caller by the headers alone, and checks that they may act for the tenant of the path, or for every
 * tenant where it names none. A refusal is logged with its reason.
 */
async function admitCaller(
  { headers }: HttpRequest,
  tenantId: string | undefined,
  { authenticate }: HttpPorts,
  { deadlineMs, id: invocationId, log }: Invocation,
): Promise<{ readonly caller: Caller } | { readonly problem: HttpProblem }> {
  const authenticated = await authenticate(headers, deadlineMs);
  if (!authenticated.ok) {
    const problem = authProblem(authenticated.refusal);
    log(refusalLine({ invocationId, code: problem.code, ...authenticated.refusal }));
    return { problem };
  }
  const { caller } = authenticated;
  const isAllowed = tenantId === undefined ? caller.isService : caller.mayActFor(tenantId);
  if (isAllowed) return { caller };
  const problem = tenantId === undefined ? everyTenantForbidden() : tenantForbidden();
  log(refusalLine({ invocationId, code: problem.code, ...namesFor(tenantId) }));
  return { problem };
}

/** The tenant of a path for the log. An id there may be invalid, and as long as the platform lets it be. */
function namesFor(id: string | undefined): Partial<Tenant> {
  if (id === undefined) return {};
  const { tenantId, ...others } = tenantOf(id);
  return { tenantId: tenantId.slice(0, SHOWN_LENGTH_MAX), ...others };
}

const SHOWN_LENGTH_MAX = 128;

/**
 * The OpenAPI document. It is compressed until it is requested, which is rare: in plain text, it would be
 * a sixth of the code that every cold start of the function loads.
 */
export function openapiDocument(): Readonly<Record<string, unknown>> {
  return JSON.parse(inflateRawSync(Buffer.from(OPENAPI_PACKED, 'base64')).toString('utf8'));
}
