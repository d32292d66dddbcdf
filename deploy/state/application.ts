/** The whole application as `serverless.yml` declares it, with all variables interpolated. */
export type Application = {
  /** The prefix of the names of roles and policies. */
  readonly app: string;
  readonly region: string;
  readonly namespace: string;
  readonly ckafka: DesiredCkafka;
  /** Only if the file declares it: without it, no statuses of requests are kept. */
  readonly statusStore?: DesiredBucket;
  readonly functions: readonly DesiredFunction[];
};

export type DesiredBucket = {
  /** With the number of its account, such as `statuses-1250000000`. */
  readonly bucket: string;
  /** After how many days an object in it expires. */
  readonly expiryDays: number;
};

export type DesiredCkafka = {
  /** Such as `ckafka-abcdefgh`. The instance must exist: a deployment does not buy one. */
  readonly instanceId: string;
  readonly topics: readonly DesiredTopic[];
};

export type DesiredTopic = {
  readonly name: string;
  readonly partitions: number;
  readonly replicas: number;
  readonly cleanUpPolicy: 'delete' | 'compact';
  readonly retentionMs: number;
  /** The most bytes of one message, with what the broker adds to it. */
  readonly maxMessageBytes: number;
  /**
   * Who may use the topic, and nobody else, such as `alice reads`; sorted. Absent if the brokers know no
   * users: then the rules of the topic stay as they are.
   */
  readonly rules?: readonly string[];
};

/** A function, its role and its triggers. */
export type DesiredFunction = {
  readonly name: string;
  readonly handler: string;
  /** Such as `Nodejs20.19`. The platform cannot change it once the function exists. */
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutS: number;
  /** Each value as the function reads it; the rates are derived from `instancesMax`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly role: DesiredRole;
  /** The zipped bundle; the same sources give the same bytes. */
  readonly code: FunctionCode;
  /** How many instances may run at a time; the platform reserves memory for all of them. */
  readonly instancesMax: number;
  /** The retries of asynchronous invocations, such as those by a timer. */
  readonly async: { readonly retriesMax: number; readonly ttlS: number };
  /** The queue for such invocations after their last retry; only if the file declares it. */
  readonly deadLetter?: { readonly type: string; readonly name: string };
  /** The network of the brokers; only if the file declares it. */
  readonly vpc?: { readonly vpcId: string; readonly subnetId: string };
  /** Whether it can call hosts of the public network, such as those of KMS. */
  readonly publicNet: 'on' | 'off';
  /** Where the log is stored; only if the file declares it. */
  readonly cls?: { readonly logsetId: string; readonly topicId: string };
  readonly triggers: readonly DesiredTrigger[];
};

export type FunctionCode = { readonly zip: Uint8Array; readonly sha256: string };

type DesiredRole = {
  readonly name: string;
  /** The role's only policy, in CAM's own format (version 2.0). */
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

/** A trigger. It is enabled, unless an operator has paused its queue. */
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
      /** `<instanceId>-<topic>`, as the platform requires. */
      readonly name: string;
      readonly instanceId: string;
      readonly topic: string;
      readonly consumerGroup: string;
      readonly maxMsgNum: number;
      /** How long the platform waits for a batch to fill. */
      readonly windowS: number;
      readonly offset: 'earliest' | 'latest';
      /** How often a failed batch is delivered again, once a minute. */
      readonly retriesMax: number;
      /** The user with which the platform reads the topic, if the brokers require one. */
      readonly login?: { readonly user: string; readonly password: string };
    }
  | {
      readonly type: 'timer';
      readonly name: string;
      /** Second, minute, hour, day, month, weekday and year, in Beijing time (UTC+8). */
      readonly cron: string;
      readonly message: string;
    };
