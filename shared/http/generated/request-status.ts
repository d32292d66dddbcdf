// Generated from events/request-status.schema.json by `npm run generate`. Do not edit.

/**
 * queued: nothing was decided yet. provisioned: the key exists and has its tags. rejected: its sender must change it. waiting: it is tried again by itself. parked: an operator must act.
 */
export type RequestStatusStatus = 'queued' | 'provisioned' | 'rejected' | 'waiting' | 'parked';
/**
 * Where the key material comes from: KMS generates it, or the tenant imports it. A key of EXTERNAL origin ends as PendingImport.
 */
export type KeyRequestOrigin = 'TENCENT_KMS' | 'EXTERNAL';

/**
 * What became of a request: provisioned and rejected are ends.
 */
export interface RequestStatus {
  readonly status: RequestStatusStatus;
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
   * As in the request; left out where it had no such name.
   */
  readonly keyName?: string | undefined;
  /**
   * When the first of its states was noted.
   */
  readonly acceptedAt: string;
  /**
   * When this state was noted.
   */
  readonly updatedAt: string;
  /**
   * How many attempts there were, at least.
   */
  readonly attempts: number;
  readonly key?: StatusKey | undefined;
  readonly problem?: ProblemDocument | undefined;
  /**
   * The id of the dead letter that contains the request: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly deadLetterId?: string | undefined;
  readonly links: StatusLinks;
}
/**
 * The key of a request that is provisioned, as it was then.
 */
export interface StatusKey {
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
/**
 * Why it was rejected, waits or is parked.
 */
export interface ProblemDocument {
  /**
   * Identifies the kind of problem: the URL of the row about it in the table of failures. The code is more exact where the table has a row for its family alone.
   */
  readonly type?: string | undefined;
  /**
   * The kind of problem, in a few words.
   */
  readonly title: string;
  /**
   * The HTTP status.
   */
  readonly status: number;
  /**
   * What was wrong and what to do, in a sentence.
   */
  readonly detail: string;
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  /**
   * The same request may succeed later.
   */
  readonly retryable: boolean;
  /**
   * The URL of the section of the operators' runbook about the code.
   */
  readonly runbook?: string | undefined;
  /**
   * The request that the problem is about, if it is known.
   */
  readonly requestId?: string | undefined;
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
   * Everything that is wrong with the request (422).
   */
  readonly errors?: readonly Problem[] | undefined;
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
export interface StatusLinks {
  /**
   * The path of this status.
   */
  readonly self: string;
  /**
   * The path of the key, which exists once the request is provisioned.
   */
  readonly key?: string | undefined;
}
