import type { MiddlewareObj } from '@middy/core';
import { faultLine } from '../log.ts';
import type { ScfContext } from './scf-context.ts';

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
