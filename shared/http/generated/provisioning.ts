// Generated from events/provisioning.schema.json by `npm run generate`. Do not edit.

/**
 * The outcome of a request over HTTP.
 */
export type Provisioning = ProvisionedAnswer | QueuedAnswer | KeptAnswer;

export interface ProvisionedAnswer {
  readonly status: 'created' | 'adopted';
  /**
   * Identifies this request, so that its outcome can be found. Over HTTP the header Idempotency-Key may have it instead.
   */
  readonly requestId: string;
  /**
   * The tenant that gets the key. The first part of the key's alias.
   */
  readonly tenantId: string;
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
  /**
   * Where the key material comes from: KMS generates it, or the tenant imports it. A key of EXTERNAL origin ends as PendingImport.
   */
  readonly origin: 'TENCENT_KMS' | 'EXTERNAL';
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
   * The tenant that gets the key. The first part of the key's alias.
   */
  readonly tenantId: string;
  /**
   * Distinguishes this key from the tenant's others. The second part of the key's alias.
   */
  readonly keyName: string;
}
export interface KeptAnswer {
  /**
   * waiting: it is resumed by itself. parked: an operator must act.
   */
  readonly status: 'waiting' | 'parked';
  /**
   * As in the request, where it may be invalid.
   */
  readonly requestId: string;
  /**
   * As in the request, where it may be invalid.
   */
  readonly tenantId: string;
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
   * The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly deadLetterId: string;
}
