import type { ResourceKind } from './change.ts';

/** The resources of an application that exist in the account, by kind and by their names in a plan. */
export type Found = { readonly [Kind in ResourceKind]: ReadonlyMap<string, FoundOf[Kind]> };

/** What is known of an existing resource, for each kind. */
export type FoundOf = {
  readonly authorization: FoundAuthorization;
  readonly topic: FoundTopic;
  readonly bucket: FoundBucket;
  readonly policy: FoundPolicy;
  readonly role: FoundRole;
  readonly function: FoundFunction;
  readonly concurrency: FoundConcurrency;
  readonly async: FoundAsync;
  readonly trigger: FoundTrigger;
};

/** The role in which the platform itself acts. */
type FoundAuthorization = {
  /** The names of all attached policies. */
  readonly policies: readonly string[];
};

export type FoundTopic = {
  readonly partitions: number;
  readonly replicas: number;
  readonly cleanUpPolicy: string;
  readonly retentionMs: number;
  /** The most bytes of one message; undefined if not reported. */
  readonly maxMessageBytes: number | undefined;
  /** How many replicas must have a message before it is acknowledged; undefined if not reported. */
  readonly inSyncMin: number | undefined;
  /** Its rules of access; undefined if the file declares none, as they are not read then. */
  readonly rules: readonly FoundRule[] | undefined;
};

type FoundBucket = {
  /** Whether everyone may read it. */
  readonly isPublic: boolean;
  /** The rules by which objects expire, as XML. */
  readonly rules: readonly string[];
};

/** One rule of access to a topic. */
export type FoundRule = {
  /** As a plan prints it, such as `alice reads`. */
  readonly name: string;
  /** What identifies it in the API. */
  readonly key: {
    readonly Operation: number;
    readonly PermissionType: number;
    readonly Host: string;
    readonly Principal: string;
  };
};

type FoundPolicy = {
  readonly id: number;
  /** Undefined if the cloud does not report it. */
  readonly description: string | undefined;
  /** JSON, as the cloud returns it. */
  readonly document: string;
};

type FoundRole = {
  /** Undefined if the cloud does not report it. */
  readonly description: string | undefined;
  /** Who may assume the role: JSON, as the cloud returns it. */
  readonly trust: string;
  /** The names of all attached policies. */
  readonly policies: readonly string[];
};

export type FoundFunction = {
  /** `Active` if the function can run. */
  readonly status: string;
  readonly description: string;
  readonly handler: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutS: number;
  readonly role: string;
  /** Undefined if the cloud does not report it. */
  readonly codeBytes: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly deadLetter: { readonly type: string; readonly name: string };
  readonly vpc: { readonly vpcId: string; readonly subnetId: string };
  /** Undefined if the cloud does not report it. */
  readonly publicNet: 'on' | 'off' | undefined;
  /** Whether it calls them from an address of its own, which a deployment keeps. */
  readonly hasFixedAddress: boolean;
  readonly cls: { readonly logsetId: string; readonly topicId: string };
};

/** Exists only if memory is reserved. */
type FoundConcurrency = { readonly reservedMb: number };

export type FoundAsync = { readonly retriesMax: number; readonly ttlS: number };

/** A trigger of a type that an application can declare; other triggers of a function are not ours. */
export type FoundTrigger = {
  readonly functionName: string;
  readonly type: 'http' | 'ckafka' | 'timer';
  readonly name: string;
  readonly enabled: boolean;
  readonly qualifier: string;
  /** As the cloud returns it: JSON, or the bare cron expression of a timer. */
  readonly desc: string;
  /** The message that a timer sends to its function. */
  readonly argument: string;
  /** The user of its function at the topics, none perhaps; absent if it is the declared one. */
  readonly otherLogin?: Partial<TriggerLogin>;
};

/** The user with which the platform reads a topic. */
export type TriggerLogin = { readonly user: string; readonly password: string };
