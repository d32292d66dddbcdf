// Generated from events/tenant-block.schema.json by `npm run generate`. Do not edit.

/**
 * That an operator has blocked a tenant: a record of the topic key-status with the key block:<tenantId>. A null value lifts the block.
 */
export interface TenantBlock {
  /**
   * The id of the tenant, as the key's alias and its tag tenant-keys:tenant have it. One that begins with x-- was made from the id that was sent, which is externalTenantId.
   */
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
  /**
   * The id of one of our keys, a colon, and an HMAC-SHA256 in base64url. Without a valid one, the record blocks nobody.
   */
  readonly signature: string;
}
