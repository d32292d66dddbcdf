// Generated from events/dead-letter.schema.json by `npm run generate`. Do not edit.

/**
 * waiting: it is tried again by itself until time or a change of the account has fixed its cause. parked: an operator must act. Records of earlier versions have none: they wait if their failure now does. One whose text is cut is parked, whatever it says here.
 */
export type DeadLetterState = 'waiting' | 'parked';
/**
 * The stage at which the request failed.
 */
export type Stage = 'parse' | 'create' | 'tag' | 'announce';
export type WayInOfTheSource = 'http' | 'invoke' | 'queue' | 'redrive';

/**
 * A request that cannot proceed now, with what an operator needs to decide about it. A compacted topic has a record of it for each delivery, whose key begins with its id, or one for all once it was sent in again by itself; a null value removes the record. Without records it is settled. What its records say is read together: attempts and copies are added up, where a record with redrives has the total of all that it replaced.
 */
export interface DeadLetter {
  /**
   * The same each time that the same request waits or is parked: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly id: string;
  /**
   * The key of the record in the topic: the id of the dead letter, a slash, and a digest of the delivery, of the retry, or of the redrive and the records that it replaced. Left out where the key is the id.
   */
  readonly recordKey?: string;
  readonly state?: DeadLetterState;
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
   * What an operator does: must do if it is parked, and may do while it waits.
   */
  readonly nextStep: string;
  /**
   * The URL of the section of the operators' runbook about the code. Records of earlier versions may have a path.
   */
  readonly runbook?: string;
  /**
   * Attempts so far, as far as this record knows: those of its delivery, or those of all records that it replaced. None if the cloud was known to be unavailable when the request came.
   */
  readonly attempts: number;
  /**
   * When the request first waited or was parked, as far as this record knows. The earliest of its records has the first time.
   */
  readonly firstSeenAt: string;
  /**
   * Of a request that waits: since when it has failed in such a way. It is parked when that is longer ago than its failure allows. Time for which it waited for something that allows another time, such as the key quota, does not count. Records of earlier versions have none: firstSeenAt counts.
   */
  readonly sinceAt?: string;
  /**
   * When the request last failed.
   */
  readonly lastSeenAt: string;
  /**
   * Of a request that waits: when it may be sent in again. It may be sooner once others with the same cause succeed.
   */
  readonly nextAttemptAt?: string;
  /**
   * When the request was last sent in again; left out once it has failed since.
   */
  readonly sentAt?: string;
  /**
   * How often an operator has redriven the request. What is tried by itself is not counted.
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
   * TagCode of CreateKey, where it does not confirm the tags: 1 is an internal error of the Tag service, 2 a refusal.
   */
  readonly tagCode?: number;
  /**
   * TagMsg of CreateKey: the vendor's free text, at most 200 characters, without what may be a secret or name a key.
   */
  readonly tagMsg?: string;
  /**
   * The tenant's own key, if it exists.
   */
  readonly keyId?: string;
  readonly identity?: Identity;
  readonly claimed?: ClaimedNames;
  readonly source: Source;
  /**
   * How often a message that names no request was delivered, if more than once, as far as this record knows. The copies of its records are added up, as attempts are.
   */
  readonly copies?: number;
  readonly places?: Places;
  /**
   * The position of the request in a trace (W3C Trace Context).
   */
  readonly traceparent?: string;
  readonly cut?: CutText;
  /**
   * The signature that proves that this service wrote the dead letter: the id of a key of MARKER_KEYS, a colon, and an HMAC-SHA256 in base64url. It covers every other field, so a copy of the dead letter under another key has none. Redrives require it if messages must be signed.
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
   * The place in the request: a JSON pointer as a URI fragment (RFC 6901, section 6), such as #/tags/a%20b. # is the whole request.
   */
  readonly pointer: string;
  /**
   * A sentence that says what to do.
   */
  readonly detail: string;
}
/**
 * Whose request it is, if the text says so.
 */
export interface Identity {
  readonly requestId: string;
  readonly tenantId: string;
  /**
   * As the sender has it, where tenantId was made from it.
   */
  readonly externalTenantId?: string;
  readonly keyName?: string;
  /**
   * A hash of the requested specification: requests with the same name but different specifications differ in it.
   */
  readonly fingerprint?: string;
}
/**
 * Each well-formed name of a message that does not say whose request it is, and so has no identity.
 */
export interface ClaimedNames {
  readonly requestId?: string;
  readonly tenantId?: string;
  /**
   * As the sender has it, where tenantId was made from it.
   */
  readonly externalTenantId?: string;
  readonly keyName?: string;
}
/**
 * Where the request arrived.
 */
export interface Source {
  readonly door: WayInOfTheSource;
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
}
/**
 * Where those copies came from: the first ten places and the last ten, none of them twice. Each is topic/partition/offset, or topic/messageId for a queue without offsets.
 */
export interface Places {
  /**
   * @maxItems 10
   */
  readonly first: readonly string[];
  /**
   * @maxItems 10
   */
  readonly last: readonly string[];
}
/**
 * Present only if the text was too long for a dead letter, which then has only its beginning. This identifies the whole text. The message itself is still at source, as long as its topic retains it.
 */
export interface CutText {
  /**
   * Of the whole text in UTF-8.
   */
  readonly bytes: number;
  /**
   * Of the whole text in UTF-8, as base64url.
   */
  readonly sha256: string;
}
