import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRequest } from './answer-request.ts';
import { type Outcome, type Route, refusal } from './route.ts';
import { sendReply } from './send-reply.ts';
import { strangerRefusal } from './stranger-refusal.ts';

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
  readonly routes: readonly Route[];
  /** Asked in turn when no route has the path; the list may grow later. */
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
    const outcome = strangerRefusal(request.headers) ?? (await answerRequest(request, routes));
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
