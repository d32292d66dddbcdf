// Generated from events/operation-event.schema.json by `npm run generate`. Do not edit.

/**
 * What was done to many requests or keys at once, or what was seen then, as a CloudEvents 1.0 event in structured JSON. Events with the same source and id are the same event.
 */
export type OperationEvent = OperationEventEnvelope &
  (RedrivenEvent | DiscardedEvent | QuotaReachedEvent | FleetCheckedEvent | FleetRepairedEvent);
/**
 * The platform's id of the invocation that did it.
 */
export type InvocationId = string;
/**
 * Names the plan of repairs.
 */
export type PlanHash = string;

export interface OperationEventEnvelope {
  readonly specversion: '1.0';
  /**
   * The same for every announcement of the same operation.
   */
  readonly id: string;
  /**
   * The provisioning service of one region.
   */
  readonly source: string;
  readonly type:
    | 'tenant-keys.redriven'
    | 'tenant-keys.discarded'
    | 'tenant-keys.quota-reached'
    | 'tenant-keys.fleet-checked'
    | 'tenant-keys.fleet-repaired';
  readonly datacontenttype: 'application/json';
}
export interface RedrivenEvent {
  readonly type: 'tenant-keys.redriven';
  readonly data: Redriven;
}
/**
 * Dead letters were sent in again.
 */
export interface Redriven {
  readonly invocationId: InvocationId;
  readonly selection: LetterSelection;
  /**
   * How many of the letters came to which outcome.
   */
  readonly counts: {
    readonly [k: string]: number;
  };
  /**
   * In the order in which they were taken.
   */
  readonly letters: readonly RedrivenLetter[];
  /**
   * The code of the outage that ended it early.
   */
  readonly stoppedBy?: string;
}
/**
 * Which letters were meant: those that fit everything that is said. Of the quota lane, all that waited for the quota.
 */
export interface LetterSelection {
  readonly lane?: 'quota';
  readonly all?: true;
  /**
   * Codes, or families of them.
   */
  readonly codes?: readonly string[];
  readonly tenantId?: string;
  /**
   * Items: Where the work was when it failed.
   */
  readonly stages?: ('parse' | 'create' | 'tag' | 'announce')[];
  /**
   * Ids of letters, or their beginnings.
   */
  readonly ids?: readonly string[];
  /**
   * Parked for at least so many seconds.
   */
  readonly olderThanS?: number;
  /**
   * The first so many, oldest first.
   */
  readonly limit?: number;
}
export interface RedrivenLetter {
  /**
   * Names the dead letter that holds the request.
   */
  readonly id: string;
  /**
   * left: nothing was decided. refused: not tried. Both leave the letter as it was.
   */
  readonly outcome: 'provisioned' | 'rejected' | 'parked' | 'left' | 'refused';
  /**
   * Why it was not provisioned.
   */
  readonly code?: string;
}
export interface DiscardedEvent {
  readonly type: 'tenant-keys.discarded';
  readonly data: Discarded;
}
/**
 * An operator settled dead letters without sending them in again.
 */
export interface Discarded {
  readonly invocationId: InvocationId;
  /**
   * The operator's own words.
   */
  readonly reason: string;
  readonly letters: readonly DiscardedLetter[];
}
export interface DiscardedLetter {
  /**
   * Names the dead letter that holds the request.
   */
  readonly id: string;
  /**
   * Names what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
}
export interface QuotaReachedEvent {
  readonly type: 'tenant-keys.quota-reached';
  readonly data: QuotaReached;
}
/**
 * The account has so many percent of the keys that it may have in the region. There is an event each time that a level is reached.
 */
export interface QuotaReached {
  readonly percent: 80 | 90 | 100;
  /**
   * Keys that the account may have in the region.
   */
  readonly limit: number;
  /**
   * The number of this event among those of its kind in the region.
   */
  readonly crossing: number;
}
export interface FleetCheckedEvent {
  readonly type: 'tenant-keys.fleet-checked';
  readonly data: FleetChecked;
}
/**
 * Tenants, keys and tags were compared. Nothing was changed.
 */
export interface FleetChecked {
  readonly invocationId: InvocationId;
  /**
   * Keys that were looked at.
   */
  readonly keys: number;
  /**
   * How many there are of each kind.
   */
  readonly findings: {
    readonly [k: string]: number;
  };
  readonly planHash: PlanHash;
}
export interface FleetRepairedEvent {
  readonly type: 'tenant-keys.fleet-repaired';
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
   * Repairs of the plan that are still to be done.
   */
  readonly left: number;
}
export interface RepairedKey {
  /**
   * The key's id in KMS.
   */
  readonly keyId: string;
  /**
   * Whose key it is.
   */
  readonly tenantId: string;
}
