/** Functions by region and then by name. */
export type ScfState = Map<string, Map<string, DeployedFunction>>;

/** A function as the control plane knows it, in the one namespace `default`. */
export type DeployedFunction = {
  readonly name: string;
  readonly functionId: string;
  readonly runtime: string;
  readonly addTimeMs: number;
  modTimeMs: number;
  handler: string;
  description: string;
  memoryMb: number;
  timeoutS: number;
  environment: Readonly<Record<string, string>>;
  /** The name of its execution role; empty when it has none. */
  role: string;
  /** The zip as it was uploaded, in base64. */
  zipFile: string;
  /** What `UpdateFunctionConfiguration` took besides, to be answered as it came. */
  rest: Readonly<Record<string, unknown>>;
  /** Undefined when nothing is reserved for it. */
  reservedMemMb: number | undefined;
  /** Of invocations that nobody waits for. */
  asyncRetry: { readonly retriesMax: number; readonly ttlS: number };
  readonly triggers: Map<string, DeployedTrigger>;
};

/** A trigger of the kinds that may be created by the API. Its key in the map is `<type>/<name>`. */
export type DeployedTrigger = {
  readonly type: 'http' | 'ckafka' | 'timer';
  readonly name: string;
  readonly addTimeMs: number;
  modTimeMs: number;
  /** As it was given; JSON, or the bare cron of a timer. */
  desc: string;
  enabled: boolean;
  qualifier: string;
  argument: string;
  description: string;
};
