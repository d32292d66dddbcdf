import type { MiddlewareObj } from '@middy/core';
import { faultLine } from './log.ts';

/**
 * Middleware that logs an error of the handler with its causes, and lets it pass: the platform then counts
 * the invocation as failed and, if a queue pushed the event, delivers it again.
 */
export function logFaults(
  log: (line: string) => void,
): MiddlewareObj<unknown, unknown, Error, ScfContext> {
  return {
    onError: ({ error, context }) => {
      log(faultLine(error, context.request_id));
    },
  };
}

/**
 * The platform's context of an invocation. All fields but the first two may be missing.
 *
 * @see https://cloud.tencent.com/document/product/583/9210 (the context of an event function)
 */
export type ScfContext = {
  readonly request_id: string;
  readonly function_name: string;
  readonly time_limit_in_ms?: number;
  readonly getRemainingTimeInMillis?: () => number;
  readonly tencentcloud_region?: string;
  readonly tencentcloud_appid?: string;
  readonly tencentcloud_uin?: string;
};

/**
 * The deadline of an invocation, on the clock that `nowMs` was read from.
 *
 * Some runtimes lack `getRemainingTimeInMillis`. The time limit replaces it, since handlers start at once.
 */
export function deadlineMsOf(context: ScfContext, nowMs: number): number {
  const limitMs = context.time_limit_in_ms ?? LIMIT_MS;
  const remainingMs = context.getRemainingTimeInMillis?.() ?? limitMs;
  return nowMs + Math.max(0, remainingMs - ANSWER_MS);
}

/** The platform's default time limit of a function. */
const LIMIT_MS = 3_000;

/** The time that is reserved to return the answer. */
const ANSWER_MS = 500;
