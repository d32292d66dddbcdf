// Generated from events/oversight-command.schema.json by `npm run generate`. Do not edit.

/**
 * The stage at which the request failed.
 */
export type Stage = 'parse' | 'create' | 'tag' | 'announce';
/**
 * By id.
 */
export type Tenants = readonly BlockedTenant[];
/**
 * Batches of records on the topics that could not be decoded, so that the answer does not cover them; absent if there are none. At most 100 are named.
 *
 * This interface was referenced by `OversightCommand`'s JSON-Schema
 * via the `definition` "leftOut".
 */
export type LeftOut = readonly LeftOutRecords[];
/**
 * The status that the HTTP API answers with. From 400 on, body is a problem.
 *
 * This interface was referenced by `OversightCommand`'s JSON-Schema
 * via the `definition` "httpStatus".
 */
export type HttpStatus = number;
/**
 * Seconds to wait before asking again, as the header Retry-After has them.
 *
 * This interface was referenced by `OversightCommand`'s JSON-Schema
 * via the `definition` "retryAfterS".
 */
export type RetryAfterS = number;
/**
 * The outcome of a request over HTTP.
 */
export type Provisioning = ProvisionedAnswer | QueuedAnswer | KeptAnswer;
export type ProvisionedAnswerStatus = 'created' | 'adopted';
/**
 * Where the key material comes from: KMS generates it, or the tenant imports it. A key of EXTERNAL origin ends as PendingImport.
 */
export type KeyRequestOrigin = 'TENCENT_KMS' | 'EXTERNAL';
/**
 * waiting: for the key quota; it is tried again by itself. parked: an operator must act.
 */
export type KeptAnswerStatus = 'waiting' | 'parked';
/**
 * queued: nothing was decided yet. provisioned: the key exists and has its tags. rejected: its sender must change it. waiting: it is tried again by itself. parked: an operator must act.
 */
export type RequestStatusStatus = 'queued' | 'provisioned' | 'rejected' | 'waiting' | 'parked';

/**
 * An operator's command for the function oversee: the event of its invocation. Each field says which commands take it. $defs/answers has the answer to each command; a refused one is answered as refused.schema.json says.
 */
export interface OversightCommand {
  readonly command:
    | 'status'
    | 'block'
    | 'unblock'
    | 'blocked'
    | 'list-keys'
    | 'show-key'
    | 'request-key'
    | 'show-request';
  /**
   * The tenant, by the id that requests have. list-keys without one lists the keys of every tenant.
   */
  readonly tenantId?: string;
  /**
   * For block: the reason, which the record and the event contain. Characters that cannot be seen are refused, which no portable pattern says in full.
   */
  readonly reason?: string;
  /**
   * For block and unblock: whether the answer says what it would do, and nothing is changed.
   */
  readonly planOnly?: true;
  /**
   * For show-key: the name of the key.
   */
  readonly keyName?: string;
  /**
   * For show-request: the id of the request.
   */
  readonly requestId?: string;
  /**
   * For show-request: when the request was accepted, where its Location has that. With it, an unknown state is 503 and not 404.
   */
  readonly acceptedAt?: string;
  /**
   * For request-key: the request, as key-request.schema.json says. What is wrong with it is a problem in the answer.
   */
  readonly request?: {
    readonly [k: string]: unknown;
  };
  /**
   * For list-keys: only keys in this state.
   */
  readonly keyState?: string;
  /**
   * For list-keys: only keys for this usage.
   */
  readonly keyUsage?: string;
  /**
   * For list-keys: how many keys the answer has at most; 100 when left out.
   */
  readonly limit?: number;
  /**
   * For list-keys: nextCursor of the part before, with the same tenant and filters.
   */
  readonly cursor?: string;
}
/**
 * The answer to each command. A later release may add fields: ignore unknown ones.
 *
 * This interface was referenced by `OversightCommand`'s JSON-Schema
 * via the `definition` "answers".
 */
export interface OversightAnswers {
  readonly status?: StatusReport;
  readonly block?: BlockAnswer;
  readonly unblock?: UnblockAnswer;
  readonly blocked?: BlockedTenants;
  readonly 'list-keys'?: KeyListAnswer;
  readonly 'show-key'?: KeyAnswer;
  readonly 'request-key'?: KeyRequestAnswer;
  readonly 'show-request'?: RequestStatusAnswer;
}
/**
 * Each part is there, or is named in unknown.
 */
export interface StatusReport {
  /**
   * A time in UTC (RFC 3339).
   */
  readonly checkedAt: string;
  readonly requests?: StatusOfRequests;
  readonly quota?: StatusOfTheQuota;
  readonly instances?: StatusOfInstances;
  readonly blocked?: StatusOfTenants;
  /**
   * The parts that could not be read, and why.
   */
  readonly unknown: readonly UnknownPart[];
  readonly leftOut?: LeftOut;
}
/**
 * What is on the topic key-dead-letters.
 *
 * This interface was referenced by `OversightCommand`'s JSON-Schema
 * via the `definition` "requests".
 */
export interface StatusOfRequests {
  /**
   * By code, the most first.
   */
  readonly waiting: readonly WaitingCount[];
  /**
   * By code, the most first.
   */
  readonly parked: readonly ParkedCount[];
  /**
   * Dead letters that did not fit into the function's memory, in whole or in part.
   */
  readonly beyond: number;
  /**
   * Messages on the topic that are not our dead letters, at most 100.
   */
  readonly unreadable: number;
}
export interface WaitingCount {
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  /**
   * Requests that wait for it.
   */
  readonly count: number;
  /**
   * Those of them that were sent in again in the last five minutes.
   */
  readonly inFlight?: number;
  /**
   * Those of them whose tenants are blocked; absent when these are not known.
   */
  readonly blocked?: number;
  /**
   * When the first of them first failed.
   */
  readonly oldestAt: string;
  /**
   * When the next of them is due; absent if none has a time.
   */
  readonly nextAttemptAt?: string;
}
export interface ParkedCount {
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  /**
   * Requests that need an operator.
   */
  readonly count: number;
  /**
   * When the first of them was first there.
   */
  readonly oldestAt: string;
}
/**
 * This interface was referenced by `OversightCommand`'s JSON-Schema
 * via the `definition` "quota".
 */
export interface StatusOfTheQuota {
  /**
   * Keys that count towards limit. Both are absent when KMS does not say.
   */
  readonly used?: number;
  /**
   * How many keys the account may have in the region.
   */
  readonly limit?: number;
  /**
   * Keys created in the last thirty days; absent when KMS did not answer in time.
   */
  readonly madeLately?: number;
  /**
   * When these were counted, at most ten minutes ago.
   */
  readonly madeLatelyAt?: string;
  /**
   * The day on which the quota is full at that rate, such as 2027-01-31; absent if it will not be, or is not known.
   */
  readonly fullOn?: string;
}
/**
 * This interface was referenced by `OversightCommand`'s JSON-Schema
 * via the `definition` "instances".
 */
export interface StatusOfInstances {
  /**
   * What each instance said last, if that was in the last quarter of an hour.
   */
  readonly reports: readonly InstanceReport[];
  /**
   * Instances that have said nothing for longer, and have probably ended.
   */
  readonly stale: number;
}
/**
 * What only an instance of a function knows: a record of the topic key-status with the key instance:<functionName>/<instanceId>. It is written at most once a minute, and when the circuit breaker opens or closes.
 */
export interface InstanceReport {
  readonly functionName: string;
  /**
   * Chosen at random when the instance started.
   */
  readonly instanceId: string;
  /**
   * A time in UTC (RFC 3339).
   */
  readonly reportedAt: string;
  /**
   * The seconds before that, which the two counts cover: since the report before it, or since the start.
   */
  readonly windowS: number;
  /**
   * Calls of KMS that were sent in the window.
   */
  readonly calls: number;
  /**
   * Those of them that the cloud refused as too many.
   */
  readonly throttles: number;
  /**
   * How many this instance may ever send in a second.
   */
  readonly callsPerSecondMax: number;
  readonly breaker?: OpenBreaker;
  readonly lastError?: LastError;
}
/**
 * That the circuit breaker is open; absent while it is closed.
 */
export interface OpenBreaker {
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  /**
   * A time in UTC (RFC 3339).
   */
  readonly openedAt: string;
}
/**
 * The last attempt that failed in this instance; absent if none did.
 */
export interface LastError {
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  readonly stage: Stage;
  /**
   * A time in UTC (RFC 3339).
   */
  readonly at: string;
}
/**
 * This interface was referenced by `OversightCommand`'s JSON-Schema
 * via the `definition` "blocked".
 */
export interface StatusOfTenants {
  readonly tenants: Tenants;
  /**
   * Records that claim to block a tenant, without our signature. They block nobody.
   */
  readonly unproven: number;
}
/**
 * This interface was referenced by `OversightCommand`'s JSON-Schema
 * via the `definition` "blockedTenant".
 */
export interface BlockedTenant {
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  /**
   * A time in UTC (RFC 3339).
   */
  readonly blockedAt: string;
  /**
   * In the operator's words.
   */
  readonly reason?: string;
}
/**
 * This interface was referenced by `OversightCommand`'s JSON-Schema
 * via the `definition` "unknownPart".
 */
export interface UnknownPart {
  readonly part: 'requests' | 'quota' | 'instances' | 'blocked' | 'http' | 'queue';
  /**
   * A code of the failure table, or of the cloud.
   */
  readonly code: string;
  /**
   * Why it is not known, in sentences.
   */
  readonly detail: string;
}
export interface LeftOutRecords {
  /**
   * RecordUnreadable.
   */
  readonly code: string;
  readonly topic: string;
  readonly partition: number;
  /**
   * Of the first record.
   */
  readonly offset: number;
  /**
   * Of the last record.
   */
  readonly lastOffset: number;
  /**
   * The compression: gzip, snappy, lz4, zstd, none, or the number of an unknown one.
   */
  readonly codec: string;
}
export interface BlockAnswer {
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  /**
   * Whether the tenant is blocked now; with planOnly, whether it was.
   */
  readonly isBlocked: boolean;
  /**
   * Whether something was changed; with planOnly, whether it would be.
   */
  readonly isChanged: boolean;
  /**
   * A time in UTC (RFC 3339).
   */
  readonly blockedAt?: string;
  /**
   * In the operator's words.
   */
  readonly reason?: string;
  /**
   * How many keys the tenant has; absent when KMS does not say, and without planOnly.
   */
  readonly keys?: number;
  /**
   * How many of the tenant's requests wait, for whatever they wait; absent when the topic cannot be read, and without planOnly.
   */
  readonly waiting?: number;
  readonly leftOut?: LeftOut;
}
export interface UnblockAnswer {
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  /**
   * Whether the tenant is blocked now; with planOnly, whether it was.
   */
  readonly isBlocked: boolean;
  /**
   * Whether something was changed; with planOnly, whether it would be.
   */
  readonly isChanged: boolean;
  /**
   * A time in UTC (RFC 3339).
   */
  readonly blockedAt?: string;
  /**
   * In the operator's words.
   */
  readonly reason?: string;
  /**
   * How many keys the tenant has; absent when KMS does not say, and without planOnly.
   */
  readonly keys?: number;
  /**
   * How many of the tenant's requests wait, for whatever they wait; absent when the topic cannot be read, and without planOnly.
   */
  readonly waiting?: number;
  readonly leftOut?: LeftOut;
}
export interface BlockedTenants {
  readonly tenants: Tenants;
  /**
   * Records that claim to block a tenant, without our signature. They block nobody.
   */
  readonly unproven: number;
  readonly leftOut?: LeftOut;
}
/**
 * What GET /v1/tenants/{tenantId}/keys answers, or GET /v1/keys.
 */
export interface KeyListAnswer {
  readonly httpStatus: HttpStatus;
  readonly retryAfterS?: RetryAfterS;
  readonly body: KeyList | ProblemDocument;
  readonly leftOut?: LeftOut;
}
/**
 * A part of a list of keys, oldest first. A part may be short or empty although others follow.
 */
export interface KeyList {
  readonly keys: readonly Key[];
  /**
   * For the query of the next part, with the same filters. Absent at the end of the list. It says nothing to its reader.
   */
  readonly nextCursor?: string;
  /**
   * The number of keys that the tenant may have. Absent where no limit is set.
   */
  readonly limit?: number;
  /**
   * How many more keys the tenant may ask for before the limit. Keys that are scheduled for deletion do not count. Absent where no limit is set, and where the answer has not all keys of the tenant.
   */
  readonly left?: number;
}
/**
 * A tenant's key, as KMS reports it now.
 */
export interface Key {
  /**
   * The key's id in KMS.
   */
  readonly keyId: string;
  /**
   * The key's alias in KMS: tenantId, an underscore, keyName.
   */
  readonly alias: string;
  /**
   * The id of the tenant, as the key's alias and its tag tenant-keys:tenant have it. One that begins with x-- was made from the id that was sent, which is externalTenantId.
   */
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  /**
   * Distinguishes this key from the tenant's others. The second part of the key's alias.
   */
  readonly keyName: string;
  /**
   * Enabled, Disabled, PendingDelete, PendingImport or Archived; KMS may add values.
   */
  readonly keyState: string;
  /**
   * What the key can do, such as ENCRYPT_DECRYPT; KMS may add values.
   */
  readonly keyUsage: string;
  /**
   * Where the key material comes from: TENCENT_KMS or EXTERNAL.
   */
  readonly origin?: string;
  /**
   * When KMS created the key, by the clock of KMS.
   */
  readonly createdAt: string;
}
/**
 * The body of an HTTP error (RFC 9457).
 */
export interface ProblemDocument {
  /**
   * Identifies the kind of problem: the URL of the row about it in the table of failures. The code is more exact where the table has a row for its family alone.
   */
  readonly type?: string;
  /**
   * The kind of problem, in a few words.
   */
  readonly title: string;
  /**
   * The HTTP status.
   */
  readonly status: number;
  /**
   * What was wrong and what to do, in a sentence.
   */
  readonly detail: string;
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  /**
   * The same request may succeed later.
   */
  readonly retryable: boolean;
  /**
   * The URL of the section of the operators' runbook about the code.
   */
  readonly runbook?: string;
  /**
   * The request that the problem is about, if it is known.
   */
  readonly requestId?: string;
  /**
   * The vendor's id of the call that failed, to quote to their support.
   */
  readonly kmsRequestId?: string;
  /**
   * TagCode of CreateKey, where it does not confirm the tags: 1 is an internal error of the Tag service, 2 a refusal.
   */
  readonly tagCode?: number;
  /**
   * TagMsg of CreateKey: the vendor's free text, at most 200 characters, without what may be a secret or name a key.
   */
  readonly tagMsg?: string;
  /**
   * Everything that is wrong with the request (422).
   */
  readonly errors?: readonly Problem[];
}
/**
 * One thing that is wrong with a request.
 */
export interface Problem {
  /**
   * The place in the request: a JSON pointer as a URI fragment (RFC 6901, section 6), such as #/tags/a%20b. # is the whole request.
   */
  readonly pointer: string;
  /**
   * A sentence that says what to do.
   */
  readonly detail: string;
}
/**
 * What GET /v1/tenants/{tenantId}/keys/{keyName} answers.
 */
export interface KeyAnswer {
  readonly httpStatus: HttpStatus;
  readonly retryAfterS?: RetryAfterS;
  readonly body: Key | ProblemDocument;
  readonly leftOut?: LeftOut;
}
/**
 * What a POST for a key with Prefer: respond-async answers.
 */
export interface KeyRequestAnswer {
  readonly httpStatus: HttpStatus;
  readonly retryAfterS?: RetryAfterS;
  readonly body: Provisioning | ProblemDocument;
  readonly leftOut?: LeftOut;
}
export interface ProvisionedAnswer {
  readonly status: ProvisionedAnswerStatus;
  /**
   * Identifies this request, so that its outcome can be found. Over HTTP the header Idempotency-Key may have it instead.
   */
  readonly requestId: string;
  /**
   * The id of the tenant, as the key's alias and its tag tenant-keys:tenant have it. One that begins with x-- was made from the id that was sent, which is externalTenantId.
   */
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  /**
   * Distinguishes this key from the tenant's others. The second part of the key's alias.
   */
  readonly keyName: string;
  /**
   * The key's id in KMS.
   */
  readonly keyId: string;
  /**
   * The key's alias in KMS: tenantId, an underscore, keyName.
   */
  readonly alias: string;
  /**
   * What the key can do, such as ENCRYPT_DECRYPT; KMS may add values.
   */
  readonly keyUsage: string;
  readonly origin: KeyRequestOrigin;
  /**
   * Enabled, Disabled, PendingDelete, PendingImport or Archived; KMS may add values.
   */
  readonly keyState: string;
  /**
   * When KMS created the key, by the clock of KMS.
   */
  readonly createdAt: string;
}
export interface QueuedAnswer {
  readonly status: 'queued';
  /**
   * Identifies this request, so that its outcome can be found. Over HTTP the header Idempotency-Key may have it instead.
   */
  readonly requestId: string;
  /**
   * The id of the tenant, as the key's alias and its tag tenant-keys:tenant have it. One that begins with x-- was made from the id that was sent, which is externalTenantId.
   */
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  /**
   * Distinguishes this key from the tenant's others. The second part of the key's alias.
   */
  readonly keyName: string;
}
export interface KeptAnswer {
  readonly status: KeptAnswerStatus;
  /**
   * As in the request, where it may be invalid.
   */
  readonly requestId: string;
  /**
   * As in the request, where it may be invalid.
   */
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  /**
   * As in the request, where it may be invalid.
   */
  readonly keyName?: string;
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  /**
   * What happened, in a sentence.
   */
  readonly reason: string;
  /**
   * The vendor's id of the call that failed, to quote to their support.
   */
  readonly kmsRequestId?: string;
  /**
   * TagCode of CreateKey, where it does not confirm the tags: 1 is an internal error of the Tag service, 2 a refusal.
   */
  readonly tagCode?: number;
  /**
   * TagMsg of CreateKey: the vendor's free text, at most 200 characters, without what may be a secret or name a key.
   */
  readonly tagMsg?: string;
  /**
   * The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly deadLetterId: string;
}
/**
 * What GET /v1/tenants/{tenantId}/requests/{requestId} answers.
 */
export interface RequestStatusAnswer {
  readonly httpStatus: HttpStatus;
  readonly retryAfterS?: RetryAfterS;
  readonly body: RequestStatus | ProblemDocument;
  readonly leftOut?: LeftOut;
}
/**
 * What became of a request: provisioned and rejected are ends.
 */
export interface RequestStatus {
  readonly status: RequestStatusStatus;
  /**
   * Identifies this request, so that its outcome can be found. Over HTTP the header Idempotency-Key may have it instead.
   */
  readonly requestId: string;
  /**
   * The id of the tenant, as the key's alias and its tag tenant-keys:tenant have it. One that begins with x-- was made from the id that was sent, which is externalTenantId.
   */
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  /**
   * As in the request; left out where it had no such name.
   */
  readonly keyName?: string;
  /**
   * When the first of its states was noted.
   */
  readonly acceptedAt: string;
  /**
   * When this state was noted.
   */
  readonly updatedAt: string;
  /**
   * How many attempts there were, at least.
   */
  readonly attempts: number;
  readonly key?: StatusKey;
  readonly problem?: ProblemDocument1;
  /**
   * The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly deadLetterId?: string;
  readonly links: StatusLinks;
}
/**
 * The key of a request that is provisioned, as it was then.
 */
export interface StatusKey {
  /**
   * The key's id in KMS.
   */
  readonly keyId: string;
  /**
   * The key's alias in KMS: tenantId, an underscore, keyName.
   */
  readonly alias: string;
  /**
   * What the key can do, such as ENCRYPT_DECRYPT; KMS may add values.
   */
  readonly keyUsage: string;
  readonly origin: KeyRequestOrigin;
  /**
   * Enabled, Disabled, PendingDelete, PendingImport or Archived; KMS may add values.
   */
  readonly keyState: string;
  /**
   * When KMS created the key, by the clock of KMS.
   */
  readonly createdAt: string;
}
/**
 * Why it was rejected, waits or is parked.
 */
export interface ProblemDocument1 {
  /**
   * Identifies the kind of problem: the URL of the row about it in the table of failures. The code is more exact where the table has a row for its family alone.
   */
  readonly type?: string;
  /**
   * The kind of problem, in a few words.
   */
  readonly title: string;
  /**
   * The HTTP status.
   */
  readonly status: number;
  /**
   * What was wrong and what to do, in a sentence.
   */
  readonly detail: string;
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  /**
   * The same request may succeed later.
   */
  readonly retryable: boolean;
  /**
   * The URL of the section of the operators' runbook about the code.
   */
  readonly runbook?: string;
  /**
   * The request that the problem is about, if it is known.
   */
  readonly requestId?: string;
  /**
   * The vendor's id of the call that failed, to quote to their support.
   */
  readonly kmsRequestId?: string;
  /**
   * TagCode of CreateKey, where it does not confirm the tags: 1 is an internal error of the Tag service, 2 a refusal.
   */
  readonly tagCode?: number;
  /**
   * TagMsg of CreateKey: the vendor's free text, at most 200 characters, without what may be a secret or name a key.
   */
  readonly tagMsg?: string;
  /**
   * Everything that is wrong with the request (422).
   */
  readonly errors?: readonly Problem[];
}
export interface StatusLinks {
  /**
   * The path of this status.
   */
  readonly self: string;
  /**
   * The path of the key, which exists once the request is provisioned.
   */
  readonly key?: string;
}
