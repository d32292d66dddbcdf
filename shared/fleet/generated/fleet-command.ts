// Generated from events/fleet-command.schema.json by `npm run generate`. Do not edit.

/**
 * What can be wrong with a key of the account, the most serious first. marker-copied: its marker is that of another key too, under another alias. marker-damaged: with a marker, or the name and tag of a key of ours, but without proof that it is ours. duplicate: ours, with the tenant and name of another key of ours that precedes it. wrong-state: ours, in a state in which it cannot serve. wrongly-tagged: ours, with the tag of another tenant. untagged: ours, without the tenant tag. foreign: not ours, but with a name or a tag like ours. orphan: ours, of a tenant that does not exist.
 *
 * This interface was referenced by `FleetCommand`'s JSON-Schema
 * via the `definition` "findingKind".
 */
export type FindingKind =
  | 'marker-copied'
  | 'marker-damaged'
  | 'duplicate'
  | 'wrong-state'
  | 'wrongly-tagged'
  | 'untagged'
  | 'foreign'
  | 'orphan';
/**
 * This interface was referenced by `FleetCommand`'s JSON-Schema
 * via the `definition` "planHash".
 */
export type PlanHash = string;

/**
 * An operator's command for the function reconcile: the event of its invocation. A check only reads. A repair carries out the plan that a check printed. Each field says which command takes it. $defs/answers has the answer to each command; a refused one is answered as refused.schema.json says.
 */
export interface FleetCommand {
  readonly command: 'check' | 'repair';
  /**
   * For a check: all existing tenants. Without them a check cannot find orphaned keys.
   *
   * @maxItems 100000
   *
   * Items: As in a key request.
   */
  readonly tenants?: readonly string[];
  /**
   * For a repair: the hash of the plan that a check printed, or of what an earlier repair left of it.
   */
  readonly planHash?: string;
}
/**
 * The answer to each command. A later release may add fields: ignore unknown ones.
 *
 * This interface was referenced by `FleetCommand`'s JSON-Schema
 * via the `definition` "answers".
 */
export interface FleetAnswers {
  readonly check?: FleetReport;
  readonly repair?: RepairAnswer;
}
export interface FleetReport {
  /**
   * Keys of the account in the region.
   */
  readonly keys: number;
  /**
   * Keys that their markers prove ours.
   */
  readonly own: number;
  /**
   * Tenants that have a key.
   */
  readonly tenants: number;
  /**
   * The given tenants that have none, as they were given.
   */
  readonly tenantsWithoutKey?: readonly string[];
  /**
   * Counts of all findings by kind, including those left out of findings.
   */
  readonly counts: {
    readonly 'marker-copied': number;
    readonly 'marker-damaged': number;
    readonly duplicate: number;
    readonly 'wrong-state': number;
    readonly 'wrongly-tagged': number;
    readonly untagged: number;
    readonly foreign: number;
    readonly orphan: number;
  };
  /**
   * The first 1,000, the most serious first.
   */
  readonly findings: readonly Finding[];
  /**
   * The first 1,000 steps, by the ids of their keys.
   */
  readonly plan: readonly Repair[];
  /**
   * Identifies plan. A repair takes it, and refuses when another plan is needed by then.
   */
  readonly planHash: string;
}
/**
 * This interface was referenced by `FleetCommand`'s JSON-Schema
 * via the `definition` "finding".
 */
export interface Finding {
  readonly kind: FindingKind;
  readonly keyId: string;
  readonly alias: string;
  /**
   * As in the alias or the tag.
   */
  readonly tenantId?: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  /**
   * What was found, in a sentence.
   */
  readonly detail: string;
  /**
   * The command repair sets it right.
   */
  readonly repairable: boolean;
}
/**
 * One step of a repair: the key gets the tag of its tenant.
 *
 * This interface was referenced by `FleetCommand`'s JSON-Schema
 * via the `definition` "repair".
 */
export interface Repair {
  readonly keyId: string;
  readonly resourceId: string;
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
}
export interface RepairAnswer {
  readonly repaired: readonly Repair[];
  /**
   * Steps that failed, each with its code.
   */
  readonly failed: readonly FailedRepair[];
  /**
   * Steps for which there was no time.
   */
  readonly remaining: number;
  /**
   * Of what failed and what remains, for the next command of the same repair.
   */
  readonly planHash: string;
}
/**
 * This interface was referenced by `FleetCommand`'s JSON-Schema
 * via the `definition` "failedRepair".
 */
export interface FailedRepair {
  readonly keyId: string;
  readonly resourceId: string;
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  readonly code: string;
}
