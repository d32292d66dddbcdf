/** The whole application as `serverless.yml` declares it, with every value filled in. */
export type Application = {
  /** What the names of roles and policies begin with. */
  readonly app: string;
  readonly region: string;
  readonly namespace: string;
  readonly ckafka: DesiredCkafka;
  readonly functions: readonly DesiredFunction[];
};

export type DesiredCkafka = {
  /** Such as `ckafka-abcdefgh`; somebody has bought it, and nothing here does. */
  readonly instanceId: string;
  readonly topics: readonly DesiredTopic[];
};

export type DesiredTopic = {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly cleanUpPolicy: 'delete' | 'compact';
  readonly retentionMs: number;
};

/** A function, its role and its triggers. */
export type DesiredFunction = {
  readonly name: string;
  readonly handler: string;
  /** Such as `Nodejs20.19`. The platform takes another one for a new function only. */
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutS: number;
  /** Each value as the function sees it; the paces follow from the concurrency. */
  readonly environment: Readonly<Record<string, string>>;
  readonly role: DesiredRole;
  /** The zipped bundle, the same bytes for the same source. */
  readonly code: FunctionCode;
  /** How many instances may run at a time; the platform reserves so many times the memory. */
  readonly instancesMax: number;
  /** Of invocations that nobody waits for, as by a timer. */
  readonly async: { readonly retriesMax: number; readonly ttlS: number };
  /** Where the platform parks such invocations after the last retry; only if the file names it. */
  readonly deadLetter?: { readonly type: string; readonly name: string };
  /** The network of the brokers; only if the file names it. */
  readonly vpc?: { readonly vpcId: string; readonly subnetId: string };
  /** Where the log goes; only if the file names it. */
  readonly cls?: { readonly logsetId: string; readonly topicId: string };
  readonly triggers: readonly DesiredTrigger[];
};

export type FunctionCode = { readonly zip: Uint8Array; readonly sha256: string };

export type DesiredRole = {
  readonly name: string;
  /** The document that the role gets as its one policy, in CAM's own form (version 2.0). */
  readonly policy: PolicyDocument;
};

/** @see https://cloud.tencent.com/document/product/598/10604 (syntax of policies) */
export type PolicyDocument = {
  readonly version: '2.0';
  readonly statement: readonly PolicyStatement[];
};

export type PolicyStatement = {
  readonly effect: 'allow' | 'deny';
  readonly action: readonly string[];
  readonly resource: readonly string[];
};

/** A trigger that is switched on. */
export type DesiredTrigger =
  | {
      readonly type: 'http';
      readonly name: string;
      readonly authType: 'CAM' | 'NONE';
      readonly enableIntranet: boolean;
      readonly enableExtranet: boolean;
    }
  | {
      readonly type: 'ckafka';
      /** `<instanceId>-<topic>`, as the platform wants it. */
      readonly name: string;
      readonly instanceId: string;
      readonly topic: string;
      readonly consumerGroup: string;
      readonly maxMsgNum: number;
      /** How long a batch waits to be full. */
      readonly windowS: number;
      readonly offset: 'earliest' | 'latest';
      /** How often a failed batch is delivered again, once a minute. */
      readonly retriesMax: number;
    }
  | {
      readonly type: 'timer';
      readonly name: string;
      /** Second, minute, hour, day, month, weekday and year, in Beijing's time. */
      readonly cron: string;
      readonly message: string;
    };
