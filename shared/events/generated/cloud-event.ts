// Generated from events/cloud-event.schema.json by `npm run generate`. Do not edit.

/**
 * The outcome of a request, as a CloudEvents 1.0 event in structured JSON. Events with the same source and id are the same event.
 */
export type CloudEvent = CloudEventEnvelope &
  (ProvisionedEvent | RejectedEvent | WaitingEvent | ParkedEvent);

export interface CloudEventEnvelope {
  readonly specversion: '1.0';
  /**
   * The same each time that the same outcome is published.
   */
  readonly id: string;
  /**
   * The provisioning service of one region.
   */
  readonly source: string;
  readonly type:
    'tenant-key.provisioned' | 'tenant-key.rejected' | 'tenant-key.waiting' | 'tenant-key.parked';
  /**
   * The tenantId, a slash and the keyName, as far as the request names them.
   */
  readonly subject?: string | undefined;
  /**
   * When KMS created the key. Left out when there is no key: the service's own clock is never used.
   */
  readonly time?: string | undefined;
  readonly datacontenttype: 'application/json';
  /**
   * The tenantId, so that the events of a tenant stay in order.
   */
  readonly partitionkey?: string | undefined;
  /**
   * The position of the request in a trace (W3C Trace Context).
   */
  readonly traceparent?: string | undefined;
}
export interface ProvisionedEvent {
  readonly type: 'tenant-key.provisioned';
  readonly data: KeyProvisioned;
}
/**
 * A tenant's key exists and is tagged. The same request always gives the same text.
 */
export interface KeyProvisioned {
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
   * When KMS created the key, by the clock of KMS.
   */
  readonly createdAt: string;
}
export interface RejectedEvent {
  readonly type: 'tenant-key.rejected';
  readonly data: KeyRejected;
}
/**
 * A request that cannot be fulfilled. Its sender must change it.
 */
export interface KeyRejected {
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
   * The section of the operators' runbook about the code, as a path or a URL.
   */
  readonly runbook?: string | undefined;
  /**
   * Everything that is wrong with the request.
   */
  readonly problems: readonly Problem[];
}
/**
 * One thing that is wrong with a request.
 */
export interface Problem {
  /**
   * A JSON pointer to the place (RFC 6901). Empty for the whole request.
   */
  readonly pointer: string;
  /**
   * A sentence that says what to do.
   */
  readonly detail: string;
}
export interface WaitingEvent {
  readonly type: 'tenant-key.waiting';
  readonly data: KeyWaiting;
}
/**
 * A request that waits until time or a change of the account has fixed what keeps it from its key. It is then resumed by itself: it may be provisioned, rejected or parked later.
 */
export interface KeyWaiting {
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
   * The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly deadLetterId: string;
}
export interface ParkedEvent {
  readonly type: 'tenant-key.parked';
  readonly data: KeyParked;
}
/**
 * A request that waits in the dead-letter queue for an operator. It may still be provisioned later.
 */
export interface KeyParked {
  /**
   * As in the request, where it may be invalid.
   */
  readonly requestId?: string | undefined;
  /**
   * As in the request, where it may be invalid.
   */
  readonly tenantId?: string | undefined;
  /**
   * As in the request, where it may be invalid.
   */
  readonly keyName?: string | undefined;
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  /**
   * The stage at which the request failed.
   */
  readonly stage: 'parse' | 'create' | 'tag' | 'announce';
  /**
   * What happened, in a sentence.
   */
  readonly reason: string;
  /**
   * The section of the operators' runbook about the code, as a path or a URL.
   */
  readonly runbook?: string | undefined;
  /**
   * The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly deadLetterId: string;
}
