import type { ResourceKind } from './change.ts';

/** What of an application is there, by kind and by the names that a plan uses. */
export type Found = { readonly [Kind in ResourceKind]: ReadonlyMap<string, FoundOf[Kind]> };

/** What is known of one resource of each kind that is there. */
export type FoundOf = {
  readonly topic: FoundTopic;
  readonly policy: FoundPolicy;
  readonly role: FoundRole;
  readonly function: FoundFunction;
  readonly concurrency: FoundConcurrency;
  readonly async: FoundAsync;
  readonly trigger: FoundTrigger;
};

export type FoundTopic = {
  readonly partitions: number;
  readonly replicas: number;
  readonly cleanUpPolicy: string;
  readonly retentionMs: number;
  /** How many replicas must have a message before it counts; undefined when the cloud does not tell. */
  readonly inSyncMin: number | undefined;
};

export type FoundPolicy = {
  readonly id: number;
  /** Undefined when the cloud does not tell. */
  readonly description: string | undefined;
  /** As the cloud tells it, JSON. */
  readonly document: string;
};

export type FoundRole = {
  /** Undefined when the cloud does not tell. */
  readonly description: string | undefined;
  /** Who may take the role; as the cloud tells it, JSON. */
  readonly trust: string;
  /** Names of all policies that it has. */
  readonly policies: readonly string[];
};

export type FoundFunction = {
  /** `Active` when nothing is amiss. */
  readonly status: string;
  readonly description: string;
  readonly handler: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutS: number;
  readonly role: string;
  /** Undefined when the cloud does not tell. */
  readonly codeBytes: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly deadLetter: { readonly type: string; readonly name: string };
  readonly vpc: { readonly vpcId: string; readonly subnetId: string };
  readonly cls: { readonly logsetId: string; readonly topicId: string };
};

/** Only where something is reserved. */
export type FoundConcurrency = { readonly reservedMb: number };

export type FoundAsync = { readonly retriesMax: number; readonly ttlS: number };

/** Of the types that an application can have; whatever else triggers a function is not ours. */
export type FoundTrigger = {
  readonly functionName: string;
  readonly type: 'http' | 'ckafka' | 'timer';
  readonly name: string;
  readonly enabled: boolean;
  readonly qualifier: string;
  /** As the cloud tells it: JSON, or the bare cron of a timer. */
  readonly desc: string;
  /** What a timer tells its function. */
  readonly argument: string;
};
