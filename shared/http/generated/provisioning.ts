// Generated from events/provisioning.schema.json by `npm run generate`. Do not edit.

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
  readonly externalTenantId?: string | undefined;
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
  readonly externalTenantId?: string | undefined;
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
  readonly externalTenantId?: string | undefined;
  /**
   * As in the request, where it may be invalid.
   */
  readonly keyName?: string | undefined;
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
  readonly kmsRequestId?: string | undefined;
  /**
   * TagCode of CreateKey, where it does not confirm the tags: 1 is an internal error of the Tag service, 2 a refusal.
   */
  readonly tagCode?: number | undefined;
  /**
   * TagMsg of CreateKey: the vendor's free text, at most 200 characters, without what may be a secret or name a key.
   */
  readonly tagMsg?: string | undefined;
  /**
   * The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly deadLetterId: string;
}
