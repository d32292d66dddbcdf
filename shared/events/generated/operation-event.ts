// Generated from events/operation-event.schema.json by `npm run generate`. Do not edit.

/**
 * What an operation did to many requests or keys, or found, as a CloudEvents 1.0 event in structured JSON. Events with the same source and id are the same event.
 */
export type OperationEvent = OperationEventEnvelope &
  (RedrivenEvent | DiscardedEvent | QuotaReachedEvent | FleetCheckedEvent | FleetRepairedEvent);
/**
 * The platform's id of the invocation that did it.
 */
export type InvocationId = string;
/**
 * The hash of the plan of repairs.
 */
export type PlanHash = string;

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
  readonly selection: DeadLetterSelection;
  /**
   * The number of dead letters by outcome.
   */
  readonly counts: {
    readonly [k: string]: number;
  };
  /**
   * In the order in which they were tried.
   */
  readonly letters: readonly RedrivenDeadLetter[];
  /**
   * The code of the outage that ended it early.
   */
  readonly stoppedBy?: string;
}
/**
 * The dead letters that match all criteria. With `lane`, all that wait for the key quota.
 */
export interface DeadLetterSelection {
  readonly lane?: 'quota';
  readonly all?: true;
  /**
   * Codes, or families of them.
   */
  readonly codes?: readonly string[];
  readonly tenantId?: string;
  /**
   * Without states and ids, those that are parked.
   */
  readonly states?: readonly ('waiting' | 'parked')[];
  /**
   * Items: The stage at which the request failed.
   */
  readonly stages?: readonly ('parse' | 'create' | 'tag' | 'announce')[];
  /**
   * Ids of dead letters, or prefixes of ids.
   */
  readonly ids?: readonly string[];
  /**
   * Parked for at least this number of seconds.
   */
  readonly olderThanS?: number;
  /**
   * At most this number, oldest first.
   */
  readonly limit?: number;
}
export interface RedrivenDeadLetter {
  /**
   * The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly id: string;
  /**
   * left: nothing was decided. refused: not tried. Both leave the dead letter as it was.
   */
  readonly outcome: 'provisioned' | 'rejected' | 'waiting' | 'parked' | 'left' | 'refused';
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
   * The reason that the operator gave.
   */
  readonly reason: string;
  readonly letters: readonly DiscardedDeadLetter[];
}
export interface DiscardedDeadLetter {
  /**
   * The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly id: string;
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
}
export interface QuotaReachedEvent {
  readonly type: 'tenant-keys.quota-reached';
  readonly data: QuotaReached;
}
/**
 * The account uses this percentage of its key quota in the region. There is an event each time that a level is reached.
 */
export interface QuotaReached {
  readonly percent: 80 | 90 | 100;
  /**
   * The number of keys that the account may have in the region.
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
   * The number of keys that were compared.
   */
  readonly keys: number;
  /**
   * The number of findings of each kind.
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
   * The number of repairs of the plan that are still to be done.
   */
  readonly left: number;
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
}
