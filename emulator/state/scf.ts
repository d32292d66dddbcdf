/** Functions by region and then by name. */
export type ScfState = Map<string, Map<string, DeployedFunction>>;

/**
 * A function as the control plane stores it, in the only namespace `default`. Records are replaced,
 * never mutated, so a different record means a changed function.
 */
export type DeployedFunction = {
  readonly name: string;
  readonly functionId: string;
  readonly runtime: string;
  readonly addTimeMs: number;
  /** When its code or its configuration last changed; triggers have their own times. */
  readonly modTimeMs: number;
  readonly handler: string;
  readonly description: string;
  readonly memoryMb: number;
  readonly timeoutS: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The name of its execution role; empty without one. */
  readonly role: string;
  /** The uploaded zip in base64. */
  readonly zipFile: string;
  /** Parameters that the local cloud stores and answers, but that have no effect. */
  readonly rest: Readonly<Record<string, unknown>>;
  /** Set by `IgnoreSysLog`, which no action answers. */
  readonly isSysLogIgnored: boolean;
  /** In the order in which they were published. */
  readonly versions: readonly PublishedVersion[];
  /** How many were ever published: the number of a deleted version is not given again. */
  readonly versionCount: number;
  /** Undefined without a reservation. */
  readonly reservedMemMb: number | undefined;
  /** The retries of asynchronous invocations. */
  readonly asyncRetry: { readonly retriesMax: number; readonly ttlS: number };
  /** By `<type>/<name>`. */
  readonly triggers: ReadonlyMap<string, DeployedTrigger>;
};

/** A copy of the code and the settings of a function, with a number. */
export type PublishedVersion = Pick<
  DeployedFunction,
  | 'zipFile'
  | 'handler'
  | 'runtime'
  | 'memoryMb'
  | 'timeoutS'
  | 'environment'
  | 'role'
  | 'rest'
  | 'description'
  | 'addTimeMs'
> & { readonly version: string };

/** A trigger of a type that the API can create. Records are replaced, never mutated. */
export type DeployedTrigger = {
  readonly type: 'http' | 'ckafka' | 'timer';
  readonly name: string;
  readonly addTimeMs: number;
  readonly modTimeMs: number;
  /** As it was received: JSON, or the bare cron expression of a timer. */
  readonly desc: string;
  readonly enabled: boolean;
  readonly qualifier: string;
  readonly argument: string;
  readonly description: string;
};
