import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Reply } from '../cloud/answer-call.ts';
import { type Outcome, type Route, refusal } from './route.ts';

/** Answers a request of its own and gives true, or leaves it alone and gives false. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
) => boolean | Promise<boolean>;

export type HttpServer = {
  /** Such as `http://127.0.0.1:4700`. */
  readonly url: string;
  /** Ends all connections, and forgets what was to be done later. */
  readonly close: () => Promise<void>;
};

export type HttpServerOptions = {
  /** 0 picks a free one. */
  readonly port: number;
  /** The list may grow later, as may that of handlers. */
  readonly routes: readonly Route[];
  /** Called in turn when no route has the path. */
  readonly handlers: readonly Handler[];
  /** Is told, in one sentence, what went wrong when nobody waits for an answer any more. */
  readonly warn: (sentence: string) => void;
};

/**
 * Serves routes on 127.0.0.1.
 *
 * @throws Error in one sentence, when the port cannot be had.
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { port, routes, handlers, warn } = options;
  const timers = new Set<NodeJS.Timeout>();

  function later(delayMs: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      try {
        run();
      } catch (error) {
        warn(failureOf(error));
      }
    }, delayMs);
    timers.add(timer);
  }

  function carryOut({ reply, late, allow }: Outcome, response: ServerResponse): void {
    if (allow !== undefined) response.setHeader('allow', allow);
    if (late !== undefined) later(late.afterMs, late.run);
    if (reply.delayMs === 0) sendReply(reply, response);
    else later(reply.delayMs, () => sendReply(reply, response));
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const outcome = crossOriginRefusal(request.headers) ?? (await answerRequest(request, routes));
    if (outcome !== undefined) {
      carryOut(outcome, response);
      return;
    }
    for (const handler of handlers) if (await handler(request, response)) return;
    carryOut(refusal(`There is no ${request.url} here; GET / says what there is.`, 404), response);
  }

  // Of a header that comes twice, none is passed over: whoever reads it must see both.
  const server = createServer({ joinDuplicateHeaders: true }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else carryOut(refusal(failureOf(error), 500), response);
    });
  });
  // Longer than callers keep a connection idle, so that none of them meets one that just closed.
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

function failureOf(error: unknown): string {
  return `The local cloud failed: ${error instanceof Error ? error.message : String(error)}`;
}

function portProblem(port: number, error: NodeJS.ErrnoException): string {
  const problem = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be had (${error.code})`;
  return `Port ${port} ${problem}: choose another with --port N, or take --port 0 for any that is free.`;
}

const PAGE = '<html><head><title>Error</title></head><body><h1>Error</h1></body></html>\n';

/** Carries out a reply, whose delay is over, on the connection of its request. */
export function sendReply(reply: Reply, response: ServerResponse): void {
  switch (reply.kind) {
    case 'none':
      response.destroy();
      return;
    case 'page':
      response.writeHead(reply.status, { 'content-type': 'text/html' }).end(PAGE);
      return;
    case 'answer':
    case 'truncated': {
      const content = Buffer.from(JSON.stringify(reply.body));
      response.writeHead(reply.status, {
        'content-type': 'application/json',
        'content-length': content.length,
      });
      if (reply.kind === 'answer') response.end(content);
      else response.write(content.subarray(0, content.length / 2), () => response.destroy());
    }
  }
}

/**
 * Refuses a request that a page of the web makes from a browser on this machine. A page has an
 * `Origin` of its own or, when its name was made to point here, a `Host` of its own; programs send
 * this machine's `Host` and no `Origin`.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6454#section-7 (Origin)
 */
export function crossOriginRefusal({
  host = '',
  origin,
}: IncomingHttpHeaders): Outcome | undefined {
  if (!OWN_HOST.test(host)) {
    return refusal(`The header Host must be 127.0.0.1 or localhost, not ${quote(host)}.`, 403);
  }
  if (origin === undefined || OWN_HOST.test(origin.replace(/^https?:\/\//, ''))) return undefined;
  return refusal(`The header Origin must be left out: ${quote(origin)} is not of here.`, 403);
}

const OWN_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}

/** Answers a request with the route that it names; undefined when no route has its path. */
export async function answerRequest(
  request: IncomingMessage,
  routes: readonly Route[],
): Promise<Outcome | undefined> {
  const { headers, method } = request;
  const [path = '', query] = (request.url ?? '').split('?', 2);
  const matches = routes.flatMap((route) => matchOf(route, path));
  if (matches.length === 0) return undefined;
  const match = matches.find(({ route }) => route.method === method);
  if (match === undefined) {
    const allow = matches.map(({ route }) => route.method).join(', ');
    return { ...refusal(`${path} takes ${allow}, not ${method}.`, 405), allow };
  }
  const body = await readBody(request, BODY_BYTES_MAX);
  if (body === 'gone') return { reply: { kind: 'none', delayMs: 0 } };
  if (body === 'too large') {
    return refusal(`The body is longer than ${BODY_BYTES_MAX} bytes.`, 413);
  }
  const { route, name } = match;
  return route.handle({ name, query: new URLSearchParams(query), headers, body });
}

/** As much as API 3.0 takes with a signature of TC3. */
const BODY_BYTES_MAX = 10 * 1024 * 1024;

type Match = { readonly route: Route; readonly name: string };

function matchOf(route: Route, path: string): Match[] {
  const expected = route.path.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return [];
  const fits = expected.every((part, index) => part === actual[index] || part === ':name');
  return fits ? [{ route, name: actual[expected.indexOf(':name')] ?? '' }] : [];
}

/** A caller who goes on sending so many times more than is taken is cut off. */
const DRAINED_TIMES_MAX = 10;

/**
 * Reads the body of a request. Of one that is too long the rest is read and forgotten while its
 * caller is answered, as many a caller looks at no answer before it has sent all.
 *
 * @returns `gone` when the caller hangs up within the body.
 */
export function readBody(
  request: IncomingMessage,
  bytesMax: number,
): Promise<Buffer | 'too large' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    if (Number(request.headers['content-length'] ?? 0) > bytesMax) resolve('too large');
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= bytesMax) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      resolve('too large');
      if (length > DRAINED_TIMES_MAX * bytesMax) request.destroy();
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', () => resolve('gone'));
    request.once('close', () => resolve('gone'));
  });
}
