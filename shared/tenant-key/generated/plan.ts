// Generated from events/plan.schema.json by `npm run generate`. Do not edit.

/**
 * What provisioning would do.
 */
export type PlanAction = 'create' | 'adopt' | 'reject' | 'wait' | 'park';

/**
 * The outcome that a request would have. Nothing was changed to find out.
 */
export interface Plan {
  readonly action: PlanAction;
  /**
   * The key's alias in KMS: tenantId, an underscore, keyName.
   */
  readonly alias: string;
  readonly tags: PlannedTags;
  /**
   * The calls that would change something, in order. A call that is repeated in a row is listed once. A tag that does not exist in the account yet needs CreateKey, which KMS refuses, then CreateTags, then CreateKey again. If no key would be created, the list has neither the CreateKey that KMS refuses for that reason nor the CreateTags before it.
   *
   * Items: An action of KMS or of the Tag service.
   */
  readonly calls: readonly string[];
  readonly quota?: PlannedQuota;
  readonly tenantLimit?: PlannedTenantLimit;
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code?: string;
}
/**
 * All tags that the key would have, including the tenant tag.
 */
export interface PlannedTags {
  readonly [k: string]: string;
}
/**
 * The key quota of the account in this region. Over HTTP only for callers that act for every tenant.
 */
export interface PlannedQuota {
  /**
   * The number of keys that the account may have.
   */
  readonly limit: number;
  /**
   * The number of keys that there would be.
   */
  readonly usedAfter: number;
}
/**
 * The limit of keys of this tenant. Only where one is set, and the plan creates a key or refuses it for the limit.
 */
export interface PlannedTenantLimit {
  /**
   * The number of keys that the tenant may have.
   */
  readonly limit: number;
  /**
   * The number of keys that the tenant would have.
   */
  readonly usedAfter: number;
}
