import type { ScfContext } from './invocation.ts';

// @middy/core imports its types of context and handler from the package aws-lambda, which describes
// another platform. tsconfig.json maps that name to this file, with the types of SCF that middy needs.
export type Context = ScfContext;
export type Handler<Event, Result> = (event: Event, context: Context) => Promise<Result>;
