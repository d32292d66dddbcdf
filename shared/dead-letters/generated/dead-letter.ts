// Generated from events/dead-letter.schema.json by `npm run generate`. Do not edit.

/**
 * A request that cannot proceed now, with what an operator needs to decide about it. A compacted topic has a record of it for each delivery, whose key begins with its id; a null value removes the record. Without records it is settled. What its records say is read together: attempts are added up, where a record with redrives has the total of all that it replaced.
 */
export interface DeadLetter {
  /**
   * The same each time that the same request is parked: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly id: string;
  /**
   * The key of the record in the topic: the id of the dead letter, a slash, and a digest of the delivery, or of the redrive and the records that it replaced. Left out where the key is the id.
   */
  readonly recordKey?: string;
  /**
   * waiting: it is resumed by itself once time or a change of the account has fixed its cause. parked: an operator must act. Records of earlier versions have none, and are parked.
   */
  readonly state?: 'waiting' | 'parked';
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
   * What the operator must do.
   */
  readonly nextStep: string;
  /**
   * The section of the operators' runbook about the code, as a path or a URL.
   */
  readonly runbook?: string;
  /**
   * Attempts so far, as far as this record knows: those of its delivery, or after a redrive those of all records that it replaced.
   */
  readonly attempts: number;
  /**
   * When the request was first parked, as far as this record knows. The earliest of its records has the first time.
   */
  readonly firstSeenAt: string;
  /**
   * When the request was last parked.
   */
  readonly lastSeenAt: string;
  /**
   * How often the request has been sent in again.
   */
  readonly redrives: number;
  /**
   * What is wrong with the request, if its sender must correct it.
   */
  readonly problems: readonly Problem[];
  /**
   * The vendor's id of the refused call, to quote to their support.
   */
  readonly kmsRequestId?: string;
  /**
   * The tenant's own key, if it exists.
   */
  readonly keyId?: string;
  /**
   * Whose request it is, if the text says so.
   */
  readonly identity?: {
    readonly requestId: string;
    readonly tenantId: string;
    readonly keyName?: string;
    /**
     * A hash of the requested specification: requests with the same name but different specifications differ in it.
     */
    readonly fingerprint?: string;
  };
  /**
   * Where the request arrived.
   */
  readonly source: {
    readonly door: 'http' | 'invoke' | 'queue' | 'redrive';
    readonly topic?: string;
    /**
     * The partition of the topic.
     */
    readonly partition?: number;
    /**
     * The offset within the partition.
     */
    readonly offset?: number;
    /**
     * The id of the message, for a queue without offsets.
     */
    readonly messageId?: string;
  };
  /**
   * The position of the request in a trace (W3C Trace Context).
   */
  readonly traceparent?: string;
  /**
   * Present only if the text was too long for a dead letter, which then has only its beginning. This identifies the whole text. The message itself is still at source, as long as its topic retains it.
   */
  readonly cut?: {
    /**
     * Of the whole text in UTF-8.
     */
    readonly bytes: number;
    /**
     * Of the whole text in UTF-8, as base64url.
     */
    readonly sha256: string;
  };
  /**
   * The signature that proves that this service wrote the dead letter: the id of a key of MARKER_KEYS, a colon, and an HMAC-SHA256 in base64url. It covers every field except attempts, firstSeenAt, lastSeenAt and redrives, so a copy of the dead letter under another key has none. Redrives require it if messages must be signed.
   */
  readonly seal?: string;
  /**
   * The request as it arrived. Over HTTP the tenant and the request id are added if only path and header had them. It is only the beginning if cut is present.
   */
  readonly text: string;
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
