// Generated from events/cloud-event.schema.json by `npm run generate`. Do not edit.

/**
 * The outcome of a request, as a CloudEvents 1.0 event in structured JSON. Events with the same source and id are the same event.
 */
export type CloudEvent = ProvisionedEvent | RejectedEvent | WaitingEvent | ParkedEvent;
export type ProvisionedEvent = CloudEventEnvelope & ProvisionedEvent1;
export type CloudEventEnvelopeType =
  'tenant-key.provisioned' | 'tenant-key.rejected' | 'tenant-key.waiting' | 'tenant-key.parked';
export type ProvisionedEventType = 'tenant-key.provisioned';
/**
 * Where the key material comes from: KMS generates it, or the tenant imports it. A key of EXTERNAL origin ends as PendingImport.
 */
export type KeyRequestOrigin = 'TENCENT_KMS' | 'EXTERNAL';
export type RejectedEvent = CloudEventEnvelope & RejectedEvent1;
export type RejectedEventType = 'tenant-key.rejected';
export type WaitingEvent = CloudEventEnvelope & WaitingEvent1;
export type WaitingEventType = 'tenant-key.waiting';
export type ParkedEvent = CloudEventEnvelope & ParkedEvent1;
export type ParkedEventType = 'tenant-key.parked';
/**
 * The stage at which the request failed.
 */
export type Stage = 'parse' | 'create' | 'tag' | 'announce';

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
  readonly type: CloudEventEnvelopeType;
  /**
   * The tenantId, a slash and the keyName, as far as the request names them.
   */
  readonly subject?: string;
  /**
   * When KMS created the key. Where there is no key, when the outcome was reported: a repeat of the event differs from the first in that alone.
   */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /**
   * The tenantId, so that the events of a tenant stay in order.
   */
  readonly partitionkey?: string;
  /**
   * The position of the request in a trace (W3C Trace Context).
   */
  readonly traceparent?: string;
}
export interface ProvisionedEvent1 {
  readonly type: ProvisionedEventType;
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
   * The id of the tenant, as the key's alias and its tag tenant-keys:tenant have it. One that begins with x-- was made from the id that was sent, which is externalTenantId.
   */
  readonly tenantId: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
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
   * When KMS created the key, by the clock of KMS.
   */
  readonly createdAt: string;
}
export interface RejectedEvent1 {
  readonly type: RejectedEventType;
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
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  /**
   * As in the request, where it may be invalid.
   */
  readonly keyName?: string;
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  /**
   * What happened, in a sentence.
   */
  readonly reason: string;
  /**
   * The URL of the section of the operators' runbook about the code.
   */
  readonly runbook?: string;
  /**
   * The vendor's id of the call that failed, to quote to their support.
   */
  readonly kmsRequestId?: string;
  /**
   * TagCode of CreateKey, where it does not confirm the tags: 1 is an internal error of the Tag service, 2 a refusal.
   */
  readonly tagCode?: number;
  /**
   * TagMsg of CreateKey: the vendor's free text, at most 200 characters, without what may be a secret or name a key.
   */
  readonly tagMsg?: string;
  /**
   * Everything that is wrong with the request.
   */
  readonly problems: readonly Problem[];
  readonly leftOut?: LeftOut;
}
/**
 * One thing that is wrong with a request.
 */
export interface Problem {
  /**
   * The place in the request: a JSON pointer as a URI fragment (RFC 6901, section 6), such as #/tags/a%20b. # is the whole request.
   */
  readonly pointer: string;
  /**
   * A sentence that says what to do.
   */
  readonly detail: string;
}
/**
 * Present only if the event would be too long: the number of entries that are left out, by the name of their field, such as repaired or selection.ids.
 */
export interface LeftOut {
  readonly [k: string]: number;
}
export interface WaitingEvent1 {
  readonly type: WaitingEventType;
  readonly data: KeyWaiting;
}
/**
 * A request that waits until time or a change of the account has fixed what keeps it from its key. It is tried again by itself, and provisioned, rejected or parked later. Published once a request, however often it is tried and whatever it waits for next. A newer request of the same name with another specification may win meanwhile: this one is then rejected.
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
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  /**
   * As in the request, where it may be invalid.
   */
  readonly keyName?: string;
  /**
   * The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly deadLetterId: string;
}
export interface ParkedEvent1 {
  readonly type: ParkedEventType;
  readonly data: KeyParked;
}
/**
 * A request in the dead-letter queue about which an operator must decide. It may still be provisioned or rejected later.
 */
export interface KeyParked {
  /**
   * As in the request, where it may be invalid.
   */
  readonly requestId?: string;
  /**
   * As in the request, where it may be invalid.
   */
  readonly tenantId?: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  /**
   * As in the request, where it may be invalid.
   */
  readonly keyName?: string;
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  readonly stage: Stage;
  /**
   * What happened, in a sentence.
   */
  readonly reason: string;
  /**
   * The URL of the section of the operators' runbook about the code.
   */
  readonly runbook?: string;
  /**
   * The vendor's id of the call that failed, to quote to their support.
   */
  readonly kmsRequestId?: string;
  /**
   * TagCode of CreateKey, where it does not confirm the tags: 1 is an internal error of the Tag service, 2 a refusal.
   */
  readonly tagCode?: number;
  /**
   * TagMsg of CreateKey: the vendor's free text, at most 200 characters, without what may be a secret or name a key.
   */
  readonly tagMsg?: string;
  /**
   * The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly deadLetterId: string;
}
