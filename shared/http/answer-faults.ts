import type { MiddlewareObj } from '@middy/core';
import type { ScfContext } from '../invocation.ts';
import { internalFault } from './http-problems.ts';
import { responseOf } from './problem.ts';
import { type PlatformResponse, toPlatform } from './to-platform.ts';

/** Middleware that answers what a handler throws with a problem, which says nothing of the fault. */
export function answerFaults(
  runbookUrl: string,
): MiddlewareObj<unknown, PlatformResponse, Error, ScfContext> {
  return {
    onError: (request) => {
      request.response = toPlatform(responseOf(internalFault(), runbookUrl), 'GET');
    },
  };
}
