// Generated from events/dead-letter.schema.json by `npm run generate`. Do not edit.

/**
 * A request that cannot proceed, with what an operator needs to decide about it. Kept in a compacted topic under its id; a null value means that it is settled.
 */
export interface DeadLetter {
  /**
   * The same for every parking of the same request.
   */
  readonly id: string;
  /**
   * Names what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  /**
   * Where the work was when it failed.
   */
  readonly stage: 'parse' | 'create' | 'tag' | 'announce';
  /**
   * What happened, in a sentence.
   */
  readonly reason: string;
  /**
   * What the operator does.
   */
  readonly nextStep: string;
  /**
   * Where the operators' runbook has the section about the code, as a path or a URL.
   */
  readonly runbook?: string;
  /**
   * Attempts so far, over all deliveries.
   */
  readonly attempts: number;
  /**
   * When the request was parked, as far as this letter knows. Until the topic is compacted the earliest letter of the same id knows the first time.
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
   * What is wrong with the request, if its sender is at fault.
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
     * Stands for what was asked for: two requests of one name differ in it when they ask for different keys.
     */
    readonly fingerprint?: string;
  };
  /**
   * Where the request came in.
   */
  readonly source: {
    readonly door: 'http' | 'invoke' | 'queue' | 'redrive';
    readonly topic?: string;
    /**
     * The partition of the topic.
     */
    readonly partition?: number;
    /**
     * The place within the partition.
     */
    readonly offset?: number;
    /**
     * The message's id, where a queue has no offsets.
     */
    readonly messageId?: string;
  };
  /**
   * Where the request belongs in a trace (W3C Trace Context).
   */
  readonly traceparent?: string;
  /**
   * Only there when the text was longer than a letter may be: the letter has its beginning, and this tells the whole apart. The message itself is still where source says, as long as the topic keeps it.
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
   * Proves that we wrote the letter: the id of a key of MARKER_KEYS, a colon, and an HMAC-SHA256 by it, as base64url, of all that the letter says but attempts, firstSeenAt, lastSeenAt and redrives. Demanded by redrives where messages must be signed.
   */
  readonly seal?: string;
  /**
   * The request, as it came in: over HTTP with the tenant and the request id put in, where only path and header had them; and only its beginning where cut says so.
   */
  readonly text: string;
}
/**
 * One thing that is wrong with a request.
 */
export interface Problem {
  /**
   * A JSON pointer to the place (RFC 6901); empty for the whole.
   */
  readonly pointer: string;
  /**
   * A sentence that says what to do.
   */
  readonly detail: string;
}
