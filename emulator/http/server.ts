import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Reply } from '../cloud/answer-call.ts';
import { hostRefusal, loadRefusal, originRefusal, sandboxHeaders } from './origin.ts';
import { BODY_LIMITS, type BodyReader, bodyReaders } from './request-body.ts';
import { type Route, type RouteResult, refusal } from './route.ts';

/** Answers a request and returns true, or returns false to leave it to the next handler. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  readBody: BodyReader,
) => boolean | Promise<boolean>;

/** A service that has hosts and paths of its own, and other answers than JSON. */
export type Endpoint = {
  /** Whether a request is for this service. */
  readonly takes: (request: RequestHead) => boolean;
  readonly bodyBytesMax: number;
  readonly handle: (
    request: RequestHead & { readonly body: Buffer | 'too large' },
  ) => RouteResult | Promise<RouteResult>;
};

type RequestHead = {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
};

export type HttpServer = {
  /** Such as `http://127.0.0.1:4700`. */
  readonly url: string;
  /** Ends all connections, and cancels late effects. */
  readonly close: () => Promise<void>;
};

type HttpServerOptions = {
  /** 0 selects a free one. */
  readonly port: number;
  /** More routes and handlers may be added later. */
  readonly routes: readonly Route[];
  /** Asked before the routes; their hosts may be others than this machine. */
  readonly endpoints: readonly Endpoint[];
  /** Called in turn before the routes, once the request's host and origin were found to be in order. */
  readonly firstHandlers?: readonly Handler[];
  /** Called in turn when no route has the path. */
  readonly handlers: readonly Handler[];
  /** Receives one sentence about a failure after its request was answered. */
  readonly warn: (sentence: string) => void;
  readonly bodies?: typeof BODY_LIMITS;
};

/**
 * Serves routes on 127.0.0.1.
 *
 * @throws Error in one sentence, when the port cannot be used.
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { port, routes, endpoints, firstHandlers = [], handlers, warn } = options;
  const { bodies = BODY_LIMITS } = options;
  const readerOf = bodyReaders(bodies);
  const timers = new Set<NodeJS.Timeout>();

  function later(delayMs: number, run: () => unknown): void {
    const timer = setTimeout(async () => {
      timers.delete(timer);
      try {
        await run();
      } catch (error) {
        warn(failureOf(error));
      }
    }, delayMs);
    timers.add(timer);
  }

  function carryOut({ reply, late, allow }: RouteResult, response: ServerResponse): void {
    if (allow !== undefined) response.setHeader('allow', allow);
    if (late !== undefined) later(late.afterMs, late.run);
    if (reply.delayMs === 0) sendReply(reply, response);
    else later(reply.delayMs, () => sendReply(reply, response));
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const readBody = readerOf(request, response);
    const endpoint = endpointOf(request, endpoints);
    response.setHeaders(new Map(Object.entries(sandboxHeaders(request, endpoint !== undefined))));
    const refused =
      originRefusal(request) ??
      (endpoint && (await answerAtEndpoint(request, endpoint, readBody))) ??
      hostRefusal(request) ??
      loadRefusal(request);
    if (refused !== undefined) return carryOut(refused, response);
    if (await isHandled(firstHandlers, request, response, readBody)) return;
    const result = await answerRequest(request, routes, readBody);
    if (result !== undefined) return carryOut(result, response);
    if (await isHandled(handlers, request, response, readBody)) return;
    carryOut(refusal(`There is no ${request.url} here; GET / lists the routes.`, 404), response);
  }

  // Keep both values of a duplicate header: a reader must see both.
  const server = createServer({ joinDuplicateHeaders: true }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else carryOut(refusal(failureOf(error), 500), response);
    });
  });
  // Longer than clients keep idle connections, so that no client uses one that was just closed.
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new Error(portProblem(port, cause), { cause })));
    server.listen(port, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        for (const timer of timers) clearTimeout(timer);
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function isHandled(
  handlers: readonly Handler[],
  ...args: Parameters<Handler>
): Promise<boolean> {
  for (const handler of handlers) {
    if (await handler(...args)) return true;
  }
  return false;
}

function failureOf(error: unknown): string {
  return `The local cloud failed: ${error instanceof Error ? error.message : String(error)}`;
}

function portProblem(port: number, error: NodeJS.ErrnoException): string {
  const problem = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${error.code})`;
  return `Port ${port} ${problem}: choose another with --port N, or take --port 0 for any that is free.`;
}

const PAGE = '<html><head><title>Error</title></head><body><h1>Error</h1></body></html>\n';

/** Sends a reply on the connection of its request; its delay is over. */
function sendReply(reply: Reply, response: ServerResponse): void {
  switch (reply.kind) {
    case 'none':
      if (!response.writableEnded) response.destroy();
      return;
    case 'page':
      response.writeHead(reply.status, { 'content-type': 'text/html' }).end(PAGE);
      return;
    case 'answer':
    case 'truncated':
      sendAnswer(reply, response);
  }
}

function sendAnswer(reply: AnswerReply, response: ServerResponse): void {
  const { status, body, headers } = reply;
  const isBytes = body instanceof Uint8Array;
  const content = isBytes ? body : Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    ...(isBytes ? {} : { 'Content-Type': 'application/json' }),
    ...headers,
    ...(BODILESS.includes(status) ? {} : { 'Content-Length': content.length }),
  });
  if (reply.kind === 'answer') response.end(content);
  else response.write(content.subarray(0, content.length / 2), () => response.destroy());
}

type AnswerReply = Extract<Reply, { readonly kind: 'answer' | 'truncated' }>;

/** Statuses whose answers have no body, and no length of one. */
const BODILESS: readonly number[] = [204, 304];

function endpointOf(
  { method = '', url = '', headers }: IncomingMessage,
  endpoints: readonly Endpoint[],
): Endpoint | undefined {
  return endpoints.find(({ takes }) => takes({ method, url, headers }));
}

async function answerAtEndpoint(
  { method = '', url = '', headers }: IncomingMessage,
  endpoint: Endpoint,
  readBody: BodyReader,
): Promise<RouteResult> {
  const body = await readBody(endpoint.bodyBytesMax);
  if (body === 'gone') return { reply: { kind: 'none', delayMs: 0 } };
  return endpoint.handle({ method, url, headers, body });
}

/** Answers a request by the route that matches it; undefined when no route has its path. */
async function answerRequest(
  request: IncomingMessage,
  routes: readonly Route[],
  readBody: BodyReader,
): Promise<RouteResult | undefined> {
  const { headers, method } = request;
  const [path = '', query] = (request.url ?? '').split('?', 2);
  const matches = routes.flatMap((route) => matchOf(route, path));
  if (matches.length === 0) return undefined;
  const match = matches.find(({ route }) => route.method === method);
  if (match === undefined) {
    const allow = matches.map(({ route }) => route.method).join(', ');
    return { ...refusal(`${path} takes ${allow}, not ${method}.`, 405), allow };
  }
  const body = await readBody(BODY_BYTES_MAX);
  if (body === 'gone') return { reply: { kind: 'none', delayMs: 0 } };
  if (body === 'too large') {
    return refusal(`The body is longer than ${BODY_BYTES_MAX} bytes.`, 413);
  }
  const { route, name } = match;
  return route.handle({ name, query: new URLSearchParams(query), headers, body });
}

/** The limit of API 3.0 for calls with a TC3 signature. */
const BODY_BYTES_MAX = 10 * 1024 * 1024;

type Match = { readonly route: Route; readonly name: string };

function matchOf(route: Route, path: string): Match[] {
  const expected = route.path.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return [];
  const fits = expected.every((part, index) => part === actual[index] || part === ':name');
  return fits ? [{ route, name: actual[expected.indexOf(':name')] ?? '' }] : [];
}
