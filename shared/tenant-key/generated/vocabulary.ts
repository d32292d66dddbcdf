// Generated from events/vocabulary.schema.json by `npm run generate`. Do not edit.

/**
 * The id of the tenant, as the key's alias and its tag tenant-keys:tenant have it. One that begins with x-- was made from the id that was sent, which is externalTenantId.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "tenantId".
 */
export type TenantId = string;
/**
 * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "externalTenantId".
 */
export type ExternalTenantId = string;
/**
 * A time in UTC (RFC 3339).
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "time".
 */
export type Time = string;
/**
 * Identifies what happened: a row of the failure table, or the cloud's own code.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "code".
 */
export type Code = string;
/**
 * The stage at which the request failed.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "stage".
 */
export type Stage = 'parse' | 'create' | 'tag' | 'announce';
/**
 * What happened, in a sentence.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "reason".
 */
export type Reason = string;
/**
 * The URL of the section of the operators' runbook about the code.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "runbook".
 */
export type Runbook = string;
/**
 * The vendor's id of the call that failed, to quote to their support.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "kmsRequestId".
 */
export type KmsRequestId = string;
/**
 * TagCode of CreateKey, where it does not confirm the tags: 1 is an internal error of the Tag service, 2 a refusal.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "tagCode".
 */
export type TagCode = number;
/**
 * TagMsg of CreateKey: the vendor's free text, at most 200 characters, without what may be a secret or name a key.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "tagMsg".
 */
export type TagMsg = string;
/**
 * The key's id in KMS.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "keyId".
 */
export type KeyId = string;
/**
 * The key's alias in KMS: tenantId, an underscore, keyName.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "alias".
 */
export type Alias = string;
/**
 * When KMS created the key, by the clock of KMS.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "createdAt".
 */
export type CreatedAt = string;
/**
 * What the key can do, such as ENCRYPT_DECRYPT; KMS may add values.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "keyUsage".
 */
export type KeyUsage = string;
/**
 * Enabled, Disabled, PendingDelete, PendingImport or Archived; KMS may add values.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "keyState".
 */
export type KeyState = string;
/**
 * As in the request, where it may be invalid.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "claimedName".
 */
export type ClaimedName = string;
/**
 * The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "deadLetterId".
 */
export type DeadLetterId = string;
/**
 * The key of the record in the topic: the id of the dead letter, a slash, and a digest of the delivery, of the retry, or of the redrive and the records that it replaced. Left out where the key is the id.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "recordKey".
 */
export type RecordKey = string;
/**
 * The position of the request in a trace (W3C Trace Context).
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "traceparent".
 */
export type Traceparent = string;

/**
 * Definitions that the contracts share.
 */
export interface Vocabulary {
  readonly [k: string]: unknown;
}
/**
 * One thing that is wrong with a request.
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "problem".
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
 *
 * This interface was referenced by `Vocabulary`'s JSON-Schema
 * via the `definition` "leftOut".
 */
export interface LeftOut {
  readonly [k: string]: number;
}
