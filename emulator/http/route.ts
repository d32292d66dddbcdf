import type { IncomingHttpHeaders } from 'node:http';
import type { Reply } from '../cloud/answer-call.ts';
import type { Late } from '../cloud/machine.ts';

/** A path and a method of the local cloud. The segment `:name` of a path matches any text. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly handle: (visit: Visit) => RouteResult | Promise<RouteResult>;
};

/** A request that a route handles. */
export type Visit = {
  /** The text that matched `:name`; empty when the path has none. */
  readonly name: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** What a route answers, and what it does later. */
export type RouteResult = {
  readonly reply: Reply;
  /** An effect that happens later, when the caller has disconnected. */
  readonly late?: Late;
  /** The header `Allow`. */
  readonly allow?: string;
};

/** An answer in JSON. */
export function json(body: unknown, status = 200): RouteResult {
  return { reply: { kind: 'answer', status, body, delayMs: 0 } };
}

/** @param problem One sentence that says what was wrong and what to do. */
export function refusal(problem: string, status = 400): RouteResult {
  return json({ error: problem }, status);
}

/** The body as JSON; undefined if it is not JSON. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
