import type { MiddlewareObj } from '@middy/core';
import { faultLine } from './log.ts';

/**
 * Middleware that logs what a handler throws, with its causes, and throws it on: the platform then
 * counts the invocation as failed and, where a queue pushed the event, delivers it again.
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
 * What the platform tells a function about its invocation. All but the first two may be missing.
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

/** What the platform gives a function whose limit nobody set. */
const LIMIT_MS = 3_000;

/** Time in which the function still answers after its work has ended. */
const ANSWER_MS = 500;

/**
 * When the work of an invocation must have ended, on the clock that `nowMs` was read from.
 *
 * Some runtimes lack `getRemainingTimeInMillis`; the handler starts at once, so that the limit says
 * the same.
 */
export function deadlineMsOf(context: ScfContext, nowMs: number): number {
  const limitMs = context.time_limit_in_ms ?? LIMIT_MS;
  const remainingMs = context.getRemainingTimeInMillis?.() ?? limitMs;
  return nowMs + Math.max(0, remainingMs - ANSWER_MS);
}
