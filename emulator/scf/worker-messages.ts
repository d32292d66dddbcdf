/** The data that a thread gets when it starts. */
export type WorkerSetup = {
  readonly bundlePath: string;
  /** The part of the handler's name after the dot. */
  readonly exportName: string;
};

/** An event for a thread. */
export type WorkerCall = {
  readonly eventText: string;
  readonly facts: InvocationFacts;
  /** Variables for this invocation only: the temporary credentials. */
  readonly environment: Readonly<Record<string, string>>;
};

/** A thread's message about its current event. */
export type WorkerReply =
  /** The function is loaded and called; its timeout starts now. */
  | { readonly kind: 'started' }
  | { readonly kind: 'returned'; readonly text: string }
  | { readonly kind: 'threw'; readonly stackTrace: string };

/** The context of an invocation that JSON can represent. */
export type InvocationFacts = {
  readonly request_id: string;
  readonly function_name: string;
  readonly function_version: string;
  readonly namespace: string;
  readonly memory_limit_in_mb: number;
  readonly time_limit_in_ms: number;
  /** The variables as JSON. */
  readonly environment: string;
  /** The variables as `K=V;K=V`; ambiguous if a value contains `;` or `=`. */
  readonly environ: string;
  readonly tencentcloud_region: string;
  readonly tencentcloud_appid: string;
  readonly tencentcloud_uin: string;
};

/** The second argument of a handler. */
export type InvocationContext = InvocationFacts & {
  readonly getRemainingTimeInMillis: () => number;
  readonly getContext: () => InvocationFacts;
  readonly done: Callback;
  readonly succeed: (value: unknown) => void;
  readonly fail: (error: unknown) => void;
  callbackWaitsForEmptyEventLoop: boolean;
};

export type Callback = (error: unknown, value?: unknown) => void;

/**
 * Creates the context of an invocation that starts now.
 *
 * The platform waits for an empty event loop before it ends the invocation, also for an async handler,
 * unless the handler sets `callbackWaitsForEmptyEventLoop` to false. A connection that is kept then holds
 * the invocation until its timeout.
 *
 * @see https://cloud.tencent.com/document/product/583/67790 (asynchronous code)
 * @see https://cloud.tencent.com/document/product/583/9210
 */
export function invocationContext(
  facts: InvocationFacts,
  nowMs: () => number,
  callback: Callback,
): InvocationContext {
  const endMs = nowMs() + facts.time_limit_in_ms;
  return {
    ...facts,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(endMs - nowMs())),
    getContext: () => facts,
    done: callback,
    succeed: (value) => callback(null, value),
    fail: (error) => callback(error),
    callbackWaitsForEmptyEventLoop: true,
  };
}
