import type { MiddlewareObj } from '@middy/core';
import type { ScfContext } from '../invocation/scf-context.ts';
import { internalFault } from './http-problems.ts';
import { problemResponse } from './problem.ts';
import { type PlatformResponse, toPlatform } from './to-platform.ts';

/** Middleware that answers what a handler throws with a problem, which says nothing of the fault. */
export function answerFaults(): MiddlewareObj<unknown, PlatformResponse, Error, ScfContext> {
  return {
    onError: (request) => {
      request.response = toPlatform(problemResponse(internalFault()), 'GET');
    },
  };
}
