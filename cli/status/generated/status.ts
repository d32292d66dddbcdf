// Generated from events/status.schema.json by `npm run generate`. Do not edit.

/**
 * The stage at which the request failed.
 */
export type Stage = 'parse' | 'create' | 'tag' | 'announce';

/**
 * What tenant-keys status --json prints: the state of the application at one time. Each part is there, or is named in unknown. A later release may add fields.
 */
export interface Status {
  /**
   * A time in UTC (RFC 3339).
   */
  readonly checkedAt: string;
  readonly http?: HTTPWayIn;
  readonly queue?: QueueWayIn;
  readonly requests?: StatusOfRequests;
  readonly quota?: StatusOfTheQuota;
  readonly instances?: StatusOfInstances;
  readonly blocked?: StatusOfTenants;
  /**
   * The parts that could not be read, and why.
   */
  readonly unknown: readonly UnknownPart[];
  /**
   * Batches of records on the topics that could not be decoded, so that the answer does not cover them; absent if there are none. At most 100 are named.
   */
  readonly leftOut?: readonly LeftOutRecords[];
}
export interface HTTPWayIn {
  /**
   * The URLs of the function accept-request; none if it is not deployed.
   */
  readonly triggers: readonly HTTPTrigger[];
}
export interface HTTPTrigger {
  readonly name: string;
  /**
   * Absent where the cloud does not say.
   */
  readonly url?: string;
  readonly enabled: boolean;
}
export interface QueueWayIn {
  /**
   * The triggers of the function provision-keys; none if it is not deployed.
   */
  readonly triggers: readonly QueueTrigger[];
}
export interface QueueTrigger {
  readonly name: string;
  /**
   * Whether the queue is read; otherwise it is paused.
   */
  readonly enabled: boolean;
}
/**
 * What is on the topic key-dead-letters.
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
export interface StatusOfTenants {
  /**
   * By id.
   */
  readonly tenants: readonly BlockedTenant[];
  /**
   * Records that claim to block a tenant, without our signature. They block nobody.
   */
  readonly unproven: number;
}
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
