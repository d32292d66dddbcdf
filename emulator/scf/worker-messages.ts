/** What a thread is told when it starts. */
export type WorkerSetup = {
  readonly bundlePath: string;
  /** The part of the handler's name after the dot. */
  readonly exportName: string;
};

/** An event on its way into a thread. */
export type WorkerCall = {
  readonly eventText: string;
  readonly facts: InvocationFacts;
  /** Variables of this invocation alone: the temporary credentials. */
  readonly environment: Readonly<Record<string, string>>;
};

/** What a thread says of the event that it has in hand. */
export type WorkerReply =
  /** The function is loaded and called: its timeout runs from here. */
  | { readonly kind: 'started' }
  | { readonly kind: 'returned'; readonly text: string }
  | { readonly kind: 'threw'; readonly stackTrace: string };

/** What the platform tells a function of one invocation, as JSON carries it. */
export type InvocationFacts = {
  readonly request_id: string;
  readonly function_name: string;
  readonly function_version: string;
  readonly namespace: string;
  readonly memory_limit_in_mb: number;
  readonly time_limit_in_ms: number;
  /** The variables as JSON. */
  readonly environment: string;
  /** The variables as `K=V;K=V`: a value with `;` or `=` is cut by some readers. */
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
 * The context of an invocation that starts now.
 *
 * `callbackWaitsForEmptyEventLoop` may be read and set, and changes nothing: the platform also hands
 * over the result first, and only then runs, bills and times what is left in the event loop. Here
 * that remainder goes on beside the next event.
 *
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
