/**
 * What the application's pages and their server send to each other. The pages' own scripts import these types,
 * so this module depends on nothing.
 */

/** A request for a key, as it arrived and what became of it. */
export type RequestRow = {
  /** Counted from 1 since the start; the page asks for the trace of a request by it. */
  readonly number: number;
  /**
   * How it arrived. One that arrived before the start, and was sent in again since, has `retry` if it was the timer
   * and `redrive` if it was an operator.
   */
  readonly wayIn: RequestWayIn;
  /** These four are as they were sent, cut off after 256 characters, and absent where they could not be read. */
  readonly requestId?: string;
  readonly tenantId?: string;
  readonly externalTenantId?: string;
  readonly keyName?: string;
  readonly outcome: RequestOutcomeName;
  /** Why it is not provisioned. */
  readonly code?: string;
  readonly keyId?: string;
  /** The key existed before the request. */
  readonly adopted?: boolean;
  /** On the cloud's own clock. */
  readonly receivedAtMs: number;
  readonly updatedAtMs: number;
};

export type RequestWayIn = 'http' | 'queue' | 'retry' | 'redrive';

/** `received` until an outcome is known. */
export type RequestOutcomeName =
  | 'received'
  | 'provisioned'
  | 'rejected'
  | 'waiting'
  | 'parked'
  | 'retry';

/** `GET /page/requests?search=&wayIn=&outcome=&limit=`: the newest first. */
export type RequestPage = {
  /** All of the last 2,000. */
  readonly total: number;
  /** Those that match. */
  readonly matching: number;
  readonly requests: readonly RequestRow[];
};

/** `POST /page/requests`: a request to be sent. Whether its names are valid is for the application to say. */
export type NewRequest = {
  readonly wayIn: 'http' | 'queue';
  readonly tenantId: string;
  readonly keyName: string;
  /** A new one when it is left out. */
  readonly requestId?: string;
  /** Any more fields of the request, such as `keyUsage`. */
  readonly fields?: Readonly<Record<string, unknown>>;
};

/** The answer to a new request: what became of it is in its trace. */
export type SentRequest = {
  readonly requestId: string;
  /** Absent when it has not arrived within a few seconds, as from a slow broker. */
  readonly number?: number;
};

/** `GET /page/requests/<number>`: what happened to a request, in the order of time. */
export type RequestTrace = { readonly request: RequestRow; readonly steps: readonly TraceStep[] };

export type TraceStep = {
  readonly atMs: number;
  readonly kind: 'received' | 'call' | 'outcome' | 'event' | 'status' | 'dead letter';
  /** One line. */
  readonly text: string;
  /** The error code of a call that failed, or of an outcome that is not a key. */
  readonly code?: string;
  /** The number of a call, whose details are on the page of calls. */
  readonly callNumber?: number;
  /** The message, the event, the answer or the log line as JSON. */
  readonly detail?: unknown;
};

/** `GET /page/dead-letters`: those that are not settled, oldest first. */
export type DeadLetterPage = {
  /** As many as an answer of the function may hold. */
  readonly deadLetters: readonly DeadLetterRow[];
  readonly total: number;
};

export type DeadLetterRow = {
  readonly id: string;
  readonly state: 'waiting' | 'parked';
  readonly code: string;
  /** What the code means, in a sentence. */
  readonly meaning: string;
  /** As it was sent. */
  readonly tenantId?: string;
  readonly keyName?: string;
  readonly requestId?: string;
  readonly attempts: number;
  readonly redrives: number;
  /** As the functions have it, which know the system's clock alone. */
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** Of one that waits: in milliseconds since 1970, on the cloud's own clock. */
  readonly nextAttemptAtMs?: number;
};

/** `GET /page/dead-letters/<id>` */
export type DeadLetterDetail = DeadLetterRow & {
  readonly reason: string;
  /** What an operator does. */
  readonly nextStep: string;
  /** The address of the section of the runbook about it. */
  readonly runbook: string;
  readonly problems: readonly { readonly pointer: string; readonly detail: string }[];
  readonly keyId?: string;
  /** The original text of the request; only its beginning if it is cut. */
  readonly text: string;
  readonly isCut: boolean;
};

/** What an operator can do with dead letters. `plan` changes nothing. */
export type DeadLetterAction = 'plan' | 'redrive' | 'retry' | 'discard';

/** `POST /page/dead-letters/<action>`. */
export type DeadLetterCommand = {
  readonly ids: readonly string[];
  /** Of a discard. */
  readonly reason?: string;
};

export type DeadLetterResult = {
  /** What was done, in sentences. */
  readonly summary: string;
  /** For each dead letter, except of a retry, which counts them only. */
  readonly results: readonly {
    readonly id: string;
    /** The tenant, as it was sent, and the name of the key; absent where they are unknown. */
    readonly name?: string;
    readonly text: string;
    /** The dead letter is settled, or would be. */
    readonly ok: boolean;
  }[];
};

/** `GET /page/curves`: a value for each of the last seconds, at most 600, oldest first. */
export type Curves = {
  /** Seconds since 1970, on the system's clock. */
  readonly times: readonly number[];
  /** Calls of the APIs in that second. */
  readonly calls: readonly number[];
  /** Those that were refused because there were too many. */
  readonly throttled: readonly number[];
  /** Keys that count towards the limit, at the end of that second. */
  readonly keys: readonly number[];
  readonly keyLimit: readonly number[];
};

/** `GET /page/functions`: the functions that are deployed. */
export type FunctionRow = {
  readonly name: string;
  readonly description: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutS: number;
  /** The most instances at a time; absent where they share those of the account. */
  readonly instancesMax?: number;
  readonly triggers: readonly FunctionTrigger[];
  /** Of the last 1,000 invocations. */
  readonly invocations: number;
  readonly failures: number;
};

export type FunctionTrigger = {
  readonly type: string;
  readonly name: string;
  readonly enabled: boolean;
  /** Such as its path, its topic or its cron expression. */
  readonly text: string;
};

/** `GET /page/functions/<name>` */
export type FunctionDetail = {
  readonly function: FunctionRow;
  /** The last 100, newest first. */
  readonly invocations: readonly Invocation[];
};

export type Invocation = {
  readonly requestId: string;
  /** On the cloud's own clock. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly state: 'running' | 'succeeded' | 'failed';
  /** The lines of its log, as the platform shows them; at most 20,000 characters. */
  readonly log: string;
};

/** The events that the application adds to `GET /page/stream`. */
export type ApplicationEvents = {
  /** Rows that are new or have changed. */
  readonly requests: readonly RequestRow[];
  /** Dead letters have changed. */
  readonly 'dead-letters': null;
};
