/** Functions by region and then by name. */
export type ScfState = Map<string, Map<string, DeployedFunction>>;

/**
 * A function as the control plane knows it, in the one namespace `default`. Records are replaced,
 * never changed, so that another record is a changed function.
 */
export type DeployedFunction = {
  readonly name: string;
  readonly functionId: string;
  readonly runtime: string;
  readonly addTimeMs: number;
  /** When its code or its configuration changed last; triggers have times of their own. */
  readonly modTimeMs: number;
  readonly handler: string;
  readonly description: string;
  readonly memoryMb: number;
  readonly timeoutS: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The name of its execution role; empty when it has none. */
  readonly role: string;
  /** The zip as it was uploaded, in base64. */
  readonly zipFile: string;
  /** Parameters that the local cloud keeps and answers, and does nothing about. */
  readonly rest: Readonly<Record<string, unknown>>;
  /** Undefined when nothing is reserved for it. */
  readonly reservedMemMb: number | undefined;
  /** Of invocations that nobody waits for. */
  readonly asyncRetry: { readonly retriesMax: number; readonly ttlS: number };
  /** By `<type>/<name>`. */
  readonly triggers: ReadonlyMap<string, DeployedTrigger>;
};

/** A trigger of the kinds that may be created by the API. Records are replaced, never changed. */
export type DeployedTrigger = {
  readonly type: 'http' | 'ckafka' | 'timer';
  readonly name: string;
  readonly addTimeMs: number;
  readonly modTimeMs: number;
  /** As it was given; JSON, or the bare cron of a timer. */
  readonly desc: string;
  readonly enabled: boolean;
  readonly qualifier: string;
  readonly argument: string;
  readonly description: string;
};
