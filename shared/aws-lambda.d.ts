import type { ScfContext } from './invocation.ts';

// @middy/core takes its types of context and handler from the package aws-lambda, which describes
// another platform. tsconfig.json points that name here: ours, as far as middy looks at them.
export type Context = ScfContext;
export type Handler<Event, Result> = (event: Event, context: Context) => Promise<Result>;
