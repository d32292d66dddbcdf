// Generated from events/plan.schema.json by `npm run generate`. Do not edit.

/**
 * The outcome that a request would have. Nothing was changed to find out.
 */
export interface Plan {
  /**
   * What provisioning would do.
   */
  readonly action: 'create' | 'adopt' | 'reject' | 'wait' | 'park';
  /**
   * The key's alias in KMS: tenantId, an underscore, keyName.
   */
  readonly alias: string;
  /**
   * All tags that the key would have, including the tenant tag.
   */
  readonly tags: {
    readonly [k: string]: string;
  };
  /**
   * The calls that would change something, in order. A call that is repeated in a row is listed once. A tag that does not exist in the account yet needs CreateKey, which KMS refuses, then CreateTags, then CreateKey again. If no key would be created, the list has neither the CreateKey that KMS refuses for that reason nor the CreateTags before it.
   *
   * Items: An action of KMS or of the Tag service.
   */
  readonly calls: readonly string[];
  /**
   * The key quota of the account in this region.
   */
  readonly quota?: {
    /**
     * The number of keys that the account may have.
     */
    readonly limit: number;
    /**
     * The number of keys that there would be.
     */
    readonly usedAfter: number;
  };
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code?: string;
}
