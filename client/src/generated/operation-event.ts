// Generated from events/operation-event.schema.json by `npm run generate`. Do not edit.

/**
 * What an operation did to many requests or keys, or found, as a CloudEvents 1.0 event in structured JSON. Events with the same source and id are the same event.
 */
export type OperationEvent =
  | RedrivenEvent
  | DiscardedEvent
  | RetriedEvent
  | QueuePausedEvent
  | QueueResumedEvent
  | TenantBlockedEvent
  | TenantUnblockedEvent
  | QuotaReachedEvent
  | FleetCheckedEvent
  | FleetRepairedEvent;
export type RedrivenEvent = OperationEventEnvelope & RedrivenEvent1;
export type OperationEventEnvelopeType =
  | 'tenant-keys.redriven'
  | 'tenant-keys.discarded'
  | 'tenant-keys.retried'
  | 'tenant-keys.queue-paused'
  | 'tenant-keys.queue-resumed'
  | 'tenant-keys.tenant-blocked'
  | 'tenant-keys.tenant-unblocked'
  | 'tenant-keys.quota-reached'
  | 'tenant-keys.fleet-checked'
  | 'tenant-keys.fleet-repaired';
export type RedrivenEventType = 'tenant-keys.redriven';
/**
 * The platform's id of the invocation that did it.
 */
export type InvocationId = string;
export type DeadLetterSelectionStates = 'waiting' | 'parked';
/**
 * The stage at which the request failed.
 */
export type Stage = 'parse' | 'create' | 'tag' | 'announce';
/**
 * left: nothing was decided. refused: not tried. Both leave the dead letter as it was.
 */
export type RedrivenDeadLetterOutcome =
  'provisioned' | 'rejected' | 'waiting' | 'parked' | 'left' | 'refused';
export type DiscardedEvent = OperationEventEnvelope & DiscardedEvent1;
export type DiscardedEventType = 'tenant-keys.discarded';
export type RetriedEvent = OperationEventEnvelope & RetriedEvent1;
export type RetriedEventType = 'tenant-keys.retried';
export type QueuePausedEvent = OperationEventEnvelope & QueuePausedEvent1;
export type QueuePausedEventType = 'tenant-keys.queue-paused';
/**
 * The names of the triggers, such as ckafka-abcdefgh-key-requests.
 *
 * @minItems 1
 */
export type Triggers = readonly string[];
export type QueueResumedEvent = OperationEventEnvelope & QueueResumedEvent1;
export type QueueResumedEventType = 'tenant-keys.queue-resumed';
export type TenantBlockedEvent = OperationEventEnvelope & TenantBlockedEvent1;
export type TenantBlockedEventType = 'tenant-keys.tenant-blocked';
export type TenantUnblockedEvent = OperationEventEnvelope & TenantUnblockedEvent1;
export type TenantUnblockedEventType = 'tenant-keys.tenant-unblocked';
export type QuotaReachedEvent = OperationEventEnvelope & QuotaReachedEvent1;
export type QuotaReachedEventType = 'tenant-keys.quota-reached';
export type QuotaReachedPercent = 80 | 90 | 100;
export type FleetCheckedEvent = OperationEventEnvelope & FleetCheckedEvent1;
export type FleetCheckedEventType = 'tenant-keys.fleet-checked';
/**
 * The hash of the plan of repairs.
 */
export type PlanHash = string;
export type FleetRepairedEvent = OperationEventEnvelope & FleetRepairedEvent1;
export type FleetRepairedEventType = 'tenant-keys.fleet-repaired';

export interface OperationEventEnvelope {
  readonly specversion: '1.0';
  /**
   * The same each time that the same operation is published.
   */
  readonly id: string;
  /**
   * The provisioning service of one region.
   */
  readonly source: string;
  readonly type: OperationEventEnvelopeType;
  /**
   * When the operation was reported. A repeat of the event differs from the first in that alone.
   */
  readonly time: string;
  readonly datacontenttype: 'application/json';
}
export interface RedrivenEvent1 {
  readonly type: RedrivenEventType;
  readonly data: Redriven;
}
/**
 * Dead letters were sent in again.
 */
export interface Redriven {
  readonly invocationId: InvocationId;
  readonly selection: DeadLetterSelection;
  readonly counts: CountsByOutcome;
  /**
   * In the order in which they were tried.
   */
  readonly letters: readonly RedrivenDeadLetter[];
  /**
   * The code of the outage that ended it early.
   */
  readonly stoppedBy?: string;
  readonly leftOut?: LeftOut;
}
/**
 * The dead letters that match all criteria.
 */
export interface DeadLetterSelection {
  readonly all?: true;
  /**
   * Codes, or families of them.
   */
  readonly codes?: readonly string[];
  readonly tenantId?: string;
  /**
   * Without states and ids, those that are parked; of a retry, those that wait.
   */
  readonly states?: readonly DeadLetterSelectionStates[];
  readonly stages?: readonly Stage[];
  /**
   * Ids of dead letters, or prefixes of ids.
   */
  readonly ids?: readonly string[];
  /**
   * First seen at least this number of seconds ago.
   */
  readonly olderThanS?: number;
  /**
   * At most this number, oldest first.
   */
  readonly limit?: number;
}
/**
 * The number of dead letters by outcome.
 */
export interface CountsByOutcome {
  readonly [k: string]: number;
}
export interface RedrivenDeadLetter {
  /**
   * The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly id: string;
  readonly outcome: RedrivenDeadLetterOutcome;
  /**
   * Why it was not provisioned.
   */
  readonly code?: string;
}
/**
 * Present only if the event would be too long: the number of entries that are left out, by the name of their field, such as repaired or selection.ids.
 */
export interface LeftOut {
  readonly [k: string]: number;
}
export interface DiscardedEvent1 {
  readonly type: DiscardedEventType;
  readonly data: Discarded;
}
/**
 * An operator settled dead letters without sending them in again.
 */
export interface Discarded {
  readonly invocationId: InvocationId;
  /**
   * The reason that the operator gave.
   */
  readonly reason: string;
  readonly selection?: DeadLetterSelection1;
  readonly letters: readonly NamedDeadLetter[];
  readonly leftOut?: LeftOut;
}
/**
 * The dead letters that match all criteria.
 */
export interface DeadLetterSelection1 {
  readonly all?: true;
  /**
   * Codes, or families of them.
   */
  readonly codes?: readonly string[];
  readonly tenantId?: string;
  /**
   * Without states and ids, those that are parked; of a retry, those that wait.
   */
  readonly states?: readonly DeadLetterSelectionStates[];
  readonly stages?: readonly Stage[];
  /**
   * Ids of dead letters, or prefixes of ids.
   */
  readonly ids?: readonly string[];
  /**
   * First seen at least this number of seconds ago.
   */
  readonly olderThanS?: number;
  /**
   * At most this number, oldest first.
   */
  readonly limit?: number;
}
export interface NamedDeadLetter {
  /**
   * The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly id: string;
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
}
export interface RetriedEvent1 {
  readonly type: RetriedEventType;
  readonly data: Retried;
}
/**
 * An operator makes requests that wait due now: the function heal sends them in again.
 */
export interface Retried {
  readonly invocationId: InvocationId;
  readonly selection: DeadLetterSelection;
  readonly counts: CountsByCause;
  /**
   * Oldest first.
   */
  readonly letters: readonly NamedDeadLetter[];
  readonly leftOut?: LeftOut;
}
/**
 * The number of requests by the code for which they wait.
 */
export interface CountsByCause {
  readonly [k: string]: number;
}
export interface QueuePausedEvent1 {
  readonly type: QueuePausedEventType;
  readonly data: QueuePaused;
}
/**
 * An operator stopped the triggers through which the queue consumer gets requests. There may be several events about one pause.
 */
export interface QueuePaused {
  readonly invocationId: InvocationId;
  readonly triggers: Triggers;
  readonly leftOut?: LeftOut;
}
export interface QueueResumedEvent1 {
  readonly type: QueueResumedEventType;
  readonly data: QueueResumed;
}
/**
 * An operator started these triggers again. There may be several events about it.
 */
export interface QueueResumed {
  readonly invocationId: InvocationId;
  readonly triggers: Triggers;
  readonly leftOut?: LeftOut;
}
export interface TenantBlockedEvent1 {
  readonly type: TenantBlockedEventType;
  readonly data: TenantBlocked;
}
/**
 * An operator blocks a tenant: its requests wait. There may be several events about one block.
 */
export interface TenantBlocked {
  readonly invocationId: InvocationId;
  /**
   * The id of the tenant, as the key's alias and its tag tenant-keys:tenant have it. One that begins with x-- was made from the id that was sent, which is externalTenantId.
   */
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  /**
   * In the operator's words; absent if none was given.
   */
  readonly reason?: string;
}
export interface TenantUnblockedEvent1 {
  readonly type: TenantUnblockedEventType;
  readonly data: TenantUnblocked;
}
/**
 * An operator lifts the block of a tenant: its requests go on. There may be several events about it.
 */
export interface TenantUnblocked {
  readonly invocationId: InvocationId;
  /**
   * The id of the tenant, as the key's alias and its tag tenant-keys:tenant have it. One that begins with x-- was made from the id that was sent, which is externalTenantId.
   */
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
}
export interface QuotaReachedEvent1 {
  readonly type: QuotaReachedEventType;
  readonly data: QuotaReached;
}
/**
 * The account uses this percentage of its key quota in the region. There is an event each time that a level is reached.
 */
export interface QuotaReached {
  readonly percent: QuotaReachedPercent;
  /**
   * The number of keys that the account may have in the region.
   */
  readonly limit: number;
  /**
   * The number of this event among those of its kind in the region.
   */
  readonly crossing: number;
}
export interface FleetCheckedEvent1 {
  readonly type: FleetCheckedEventType;
  readonly data: FleetChecked;
}
/**
 * Tenants, keys and tags were compared. Nothing was changed.
 */
export interface FleetChecked {
  readonly invocationId: InvocationId;
  /**
   * The number of keys that were compared.
   */
  readonly keys: number;
  readonly findings: FindingsByKind;
  readonly planHash: PlanHash;
  readonly leftOut?: LeftOut;
}
/**
 * The number of findings of each kind.
 */
export interface FindingsByKind {
  readonly [k: string]: number;
}
export interface FleetRepairedEvent1 {
  readonly type: FleetRepairedEventType;
  readonly data: FleetRepaired;
}
/**
 * Tags of keys were added or corrected.
 */
export interface FleetRepaired {
  readonly invocationId: InvocationId;
  readonly planHash: PlanHash;
  readonly repaired: readonly RepairedKey[];
  /**
   * The number of repairs of the plan that are still to be done.
   */
  readonly left: number;
  readonly leftOut?: LeftOut;
}
export interface RepairedKey {
  /**
   * The key's id in KMS.
   */
  readonly keyId: string;
  /**
   * The tenant of the key.
   */
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
}
