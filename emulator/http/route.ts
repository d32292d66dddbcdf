import type { IncomingHttpHeaders } from 'node:http';
import type { Reply } from '../cloud/answer-call.ts';
import type { Late } from '../cloud/machine.ts';

/** A path of the local cloud with one method. A segment `:name` of the path takes any name. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly handle: (visit: Visit) => Outcome | Promise<Outcome>;
};

/** A request that a route handles. */
export type Visit = {
  /** What stands in the place of the path's `:name`; empty when the path has none. */
  readonly name: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

export type Outcome = {
  readonly reply: Reply;
  /** What is to be done so much later, when the caller has gone. */
  readonly late?: Late;
  /** The header `Allow`. */
  readonly allow?: string;
};

/** An answer in JSON. */
export function json(body: unknown, status = 200): Outcome {
  return { reply: { kind: 'answer', status, body, delayMs: 0 } };
}

/** @param problem One sentence that says what was wrong and what to do. */
export function refusal(problem: string, status = 400): Outcome {
  return json({ error: problem }, status);
}

/** The body as JSON; undefined when it is none. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
