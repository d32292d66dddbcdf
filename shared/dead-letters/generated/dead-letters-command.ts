// Generated from events/dead-letters-command.schema.json by `npm run generate`. Do not edit.

/**
 * The stage at which the request failed.
 */
export type Stage = 'parse' | 'create' | 'tag' | 'announce';
export type WayInOfTheSource = 'http' | 'invoke' | 'queue' | 'redrive';
/**
 * Dead letters that did not fit into the function's memory, in whole or in part. Settle some of the others to see them.
 *
 * This interface was referenced by `DeadLettersCommand`'s JSON-Schema
 * via the `definition` "beyond".
 */
export type Beyond = number;
/**
 * Keys, or their first characters, of messages on the topic that are not our dead letters.
 *
 * This interface was referenced by `DeadLettersCommand`'s JSON-Schema
 * via the `definition` "unreadable".
 */
export type Unreadable = readonly string[];
/**
 * Batches of records on the topics that could not be decoded, so that the answer does not cover them; absent if there are none. At most 100 are named.
 *
 * This interface was referenced by `DeadLettersCommand`'s JSON-Schema
 * via the `definition` "leftOut".
 */
export type LeftOut = readonly LeftOutRecords[];
/**
 * In the order in which the dead letters were taken. Those that were not reached are missing.
 *
 * This interface was referenced by `DeadLettersCommand`'s JSON-Schema
 * via the `definition` "results".
 */
export type Results = readonly RedriveResult[];
/**
 * The code of the outage that ended the run; of a redrive, DeadlineExceeded if there was no time at all.
 *
 * This interface was referenced by `DeadLettersCommand`'s JSON-Schema
 * via the `definition` "stoppedBy".
 */
export type StoppedBy = string;

/**
 * An operator's command for the function redrive: the event of its invocation. Each field says which commands take it. $defs/answers has the answer to each command; a refused one is answered as refused.schema.json says.
 */
export interface DeadLettersCommand {
  readonly command: 'list' | 'show' | 'plan' | 'redrive' | 'retry' | 'discard' | 'quota' | 'queue';
  readonly selection?: Selection;
  /**
   * For retry, and for discard with a selection: whether the answer says what it would do, and nothing is changed.
   */
  readonly planOnly?: true;
  /**
   * For redrive and discard: startedAt of the first answer. Dead letters that were parked since then are left out: a redrive has tried them, and of a discard nobody has seen them.
   */
  readonly startedAt?: string;
  /**
   * For redrive: the position of the last dead letter that was tried, from next of the previous answer.
   */
  readonly after?: string;
  /**
   * For redrive: where the remaining dead letters are on the topic, compressed and signed, from next of the previous answer. Without it, or without our signature, the whole topic is read again.
   */
  readonly remaining?: string;
  /**
   * For redrive: at most this number now; next of the answer continues with the others. Left out, as many as time allows.
   */
  readonly batchSize?: number;
  /**
   * For show: an id, or the beginning of one that matches one dead letter only, such as dl_3q2.
   */
  readonly id?: string;
  /**
   * For show: whether the answer has the text of the request. The platform logs what a function returns.
   */
  readonly text?: true;
  /**
   * For discard: complete ids, in place of a selection.
   *
   * @minItems 1
   * @maxItems 1000
   */
  readonly ids?: readonly string[];
  /**
   * For discard: the reason, which the event contains; needed unless planOnly is given. Characters that cannot be seen are refused, which no portable pattern says in full.
   */
  readonly reason?: string;
  /**
   * For queue: what an operator has made of the queue. The function publishes that, and changes nothing.
   */
  readonly queueState?: 'paused' | 'running';
  /**
   * For queue: the names of the triggers that were stopped or started.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly triggers?: readonly string[];
}
/**
 * For list, plan, redrive, retry and discard: the dead letters that match all criteria. All but list need at least one.
 */
export interface Selection {
  /**
   * Every one in these states, if there is no other criterion.
   */
  readonly all?: true;
  /**
   * parked: an operator must act. waiting: they are tried again by themselves. Without states and ids, those that are parked; for retry, those that wait and no others.
   *
   * @minItems 1
   */
  readonly states?: readonly ('waiting' | 'parked')[];
  /**
   * Codes, or families of them: LimitExceeded means LimitExceeded.CmkLimitExceeded too.
   *
   * @minItems 1
   * @maxItems 100
   */
  readonly codes?: readonly string[];
  /**
   * As in the request, where it may be invalid.
   */
  readonly tenantId?: string;
  /**
   * The stage at which the request failed.
   *
   * @minItems 1
   */
  readonly stages?: readonly ('parse' | 'create' | 'tag' | 'announce')[];
  /**
   * Ids, or beginnings of ids that match one dead letter only, such as dl_3q2.
   *
   * @minItems 1
   * @maxItems 1000
   */
  readonly ids?: readonly string[];
  /**
   * First seen at least this number of seconds ago.
   */
  readonly olderThanS?: number;
  /**
   * At most this number, oldest first.
   */
  readonly limit?: number;
}
/**
 * The answer to each command. A later release may add fields: ignore unknown ones.
 *
 * This interface was referenced by `DeadLettersCommand`'s JSON-Schema
 * via the `definition` "answers".
 */
export interface DeadLettersAnswers {
  readonly list?: DeadLetterList;
  readonly show?: ShownDeadLetter;
  readonly plan?: RedrivePlans;
  readonly redrive?: RedriveAnswer;
  readonly retry?: RetryAnswer;
  readonly discard?: DiscardAnswer;
  readonly quota?: QuotaReport;
  readonly queue?: QueueAnswer;
}
export interface DeadLetterList {
  /**
   * Oldest first, as many as an answer may hold.
   */
  readonly letters: readonly DeadLetterSummary[];
  /**
   * How many match the selection without its limit.
   */
  readonly total: number;
  readonly counts: CountsByCodeOfAList;
  /**
   * How many wait and are tried again by themselves, whatever the selection.
   */
  readonly waiting: number;
  readonly beyond: Beyond;
  readonly unreadable: Unreadable;
  readonly leftOut?: LeftOut;
}
/**
 * A dead letter without its text. Its totals cover all versions that the topic still has.
 *
 * This interface was referenced by `DeadLettersCommand`'s JSON-Schema
 * via the `definition` "summary".
 */
export interface DeadLetterSummary {
  /**
   * The same each time that the same request waits or is parked: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly id: string;
  /**
   * waiting: it is tried again by itself. parked: an operator must act.
   */
  readonly state: 'waiting' | 'parked';
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  readonly stage: Stage;
  /**
   * Attempts so far, as far as this record knows: those of its delivery, or those of all records that it replaced. None if the cloud was known to be unavailable when the request came.
   */
  readonly attempts: number;
  /**
   * When the request first waited or was parked, as far as this record knows. The earliest of its records has the first time.
   */
  readonly firstSeenAt: string;
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
   * The vendor's id of the refused call, to quote to their support.
   */
  readonly kmsRequestId?: string;
  /**
   * The tenant's own key, if it exists.
   */
  readonly keyId?: string;
  readonly identity?: Identity;
  readonly source: Source;
  /**
   * How often a message that names no request was delivered, if more than once, as far as this record knows. The copies of its records are added up, as attempts are.
   */
  readonly copies?: number;
  readonly places?: Places;
  /**
   * The text is incomplete, so that it cannot be sent in again.
   */
  readonly isCut: boolean;
  /**
   * Signatures are required, and this dead letter has no valid one.
   */
  readonly isUnsealed?: true;
  /**
   * In characters.
   */
  readonly textLength: number;
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
 * Of a dead letter that is shown; a list leaves them out.
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
 * The same by code.
 */
export interface CountsByCodeOfAList {
  readonly [k: string]: number;
}
export interface LeftOutRecords {
  /**
   * RecordUnreadable.
   */
  readonly code: string;
  readonly topic: string;
  readonly partition: number;
  /**
   * Of the first record.
   */
  readonly offset: number;
  /**
   * Of the last record.
   */
  readonly lastOffset: number;
  /**
   * The compression: gzip, snappy, lz4, zstd, none, or the number of an unknown one.
   */
  readonly codec: string;
}
export interface ShownDeadLetter {
  readonly letter: DeadLetterDetails;
  /**
   * The URL of the section of the operators' runbook about the code.
   */
  readonly runbook: string;
  readonly leftOut?: LeftOut;
}
/**
 * A dead letter, which has its text only if the command asked for it. Its totals cover all versions that the topic still has.
 *
 * This interface was referenced by `DeadLettersCommand`'s JSON-Schema
 * via the `definition` "details".
 */
export interface DeadLetterDetails {
  /**
   * The same each time that the same request waits or is parked: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly id: string;
  /**
   * The key of the record in the topic: the id of the dead letter, a slash, and a digest of the delivery, of the retry, or of the redrive and the records that it replaced. Left out where the key is the id.
   */
  readonly recordKey?: string;
  /**
   * waiting: it is tried again by itself. parked: an operator must act.
   */
  readonly state: 'waiting' | 'parked';
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
  readonly claimed?: ClaimedNames;
  /**
   * The tenant's own key, if it exists.
   */
  readonly keyId?: string;
  readonly identity?: Identity;
  readonly source: Source;
  /**
   * How often a message that names no request was delivered, if more than once, as far as this record knows. The copies of its records are added up, as attempts are.
   */
  readonly copies?: number;
  readonly places?: Places1;
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
   * In characters.
   */
  readonly textLength: number;
  /**
   * The request as it arrived. Over HTTP the tenant and the request id are added if only path and header had them. It is only the beginning if cut is present.
   */
  readonly text?: string;
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
 * Where those copies came from: the first ten places and the last ten, none of them twice. Each is topic/partition/offset, or topic/messageId for a queue without offsets.
 */
export interface Places1 {
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
export interface RedrivePlans {
  /**
   * The first dead letters of the selection, as far as the time and the size of an answer allow.
   */
  readonly plans: readonly RedrivePlan[];
  /**
   * How many dead letters a redrive of the same selection would take.
   */
  readonly total: number;
  readonly beyond: Beyond;
  readonly unreadable: Unreadable;
  readonly leftOut?: LeftOut;
}
/**
 * What a redrive of one dead letter would do, if nothing else changed until then and the cloud accepted the calls. A refusal that no read shows only appears when the redrive is run.
 *
 * This interface was referenced by `DeadLettersCommand`'s JSON-Schema
 * via the `definition` "plan".
 */
export interface RedrivePlan {
  /**
   * The same each time that the same request waits or is parked: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly id: string;
  readonly outcome: 'provisioned' | 'rejected' | 'waiting' | 'parked' | 'refused';
  /**
   * Why it would not be provisioned.
   */
  readonly code?: string;
  /**
   * The calls that would change something, in their order. A repeated call is listed once.
   */
  readonly calls: readonly string[];
  readonly tenantId?: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  readonly keyName?: string;
}
export interface RedriveAnswer {
  readonly results: Results;
  readonly stoppedBy?: StoppedBy;
  /**
   * Pass it to the next command of the same redrive.
   */
  readonly startedAt: string;
  /**
   * Selected dead letters that were not reached in the function's time.
   */
  readonly remaining: number;
  readonly next?: NextRedrive;
  readonly leftOut?: LeftOut;
}
/**
 * The result of redriving one dead letter.
 *
 * This interface was referenced by `DeadLettersCommand`'s JSON-Schema
 * via the `definition` "result".
 */
export interface RedriveResult {
  /**
   * The same each time that the same request waits or is parked: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly id: string;
  /**
   * left: nothing was decided, because time ran out or there is an outage. refused: not tried. Both leave the dead letter as it was.
   */
  readonly outcome: 'provisioned' | 'rejected' | 'waiting' | 'parked' | 'left' | 'refused';
  /**
   * Why it was not provisioned.
   */
  readonly code?: string;
  /**
   * The topic that the failure concerns, if someone must act on that topic.
   */
  readonly topic?: string;
  /**
   * The key existed before.
   */
  readonly adopted?: boolean;
  readonly keyId?: string;
  readonly tenantId?: string;
  /**
   * The id of the tenant as it was sent, where tenantId was made from it. Absent where they are the same. To ask for something of the tenant, send this one.
   */
  readonly externalTenantId?: string;
  readonly keyName?: string;
}
/**
 * The command that continues with what remains; absent when nothing does.
 */
export interface NextRedrive {
  readonly command: 'redrive';
  readonly selection: Selection;
  /**
   * For redrive and discard: startedAt of the first answer. Dead letters that were parked since then are left out: a redrive has tried them, and of a discard nobody has seen them.
   */
  readonly startedAt?: string;
  /**
   * For redrive: the position of the last dead letter that was tried, from next of the previous answer.
   */
  readonly after?: string;
  /**
   * For redrive: where the remaining dead letters are on the topic, compressed and signed, from next of the previous answer. Without it, or without our signature, the whole topic is read again.
   */
  readonly remaining?: string;
  /**
   * For redrive: at most this number now; next of the answer continues with the others. Left out, as many as time allows.
   */
  readonly batchSize?: number;
}
export interface RetryAnswer {
  /**
   * How many requests became due now; with planOnly, how many would.
   */
  readonly retried: number;
  readonly counts: CountsByCodeOfARetry;
  /**
   * How many were due before, and were left as they are.
   */
  readonly due: number;
  /**
   * How many were sent in again in the last five minutes, and were left as they are.
   */
  readonly inFlight: number;
  /**
   * How many were not reached: the same command takes them.
   */
  readonly remaining: number;
  readonly stoppedBy?: StoppedBy;
  readonly beyond: Beyond;
  readonly unreadable: Unreadable;
  readonly leftOut?: LeftOut;
}
/**
 * The same by code.
 */
export interface CountsByCodeOfARetry {
  readonly [k: string]: number;
}
export interface DiscardAnswer {
  /**
   * The ids of the dead letters that were settled; with planOnly, none.
   *
   * Items: The same each time that the same request waits or is parked: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly discarded: readonly string[];
  readonly counts: CountsByCodeOfADiscard;
  /**
   * How many of the selection are still there: the same command with startedAt takes them.
   */
  readonly remaining: number;
  /**
   * For redrive and discard: startedAt of the first answer. Dead letters that were parked since then are left out: a redrive has tried them, and of a discard nobody has seen them.
   */
  readonly startedAt: string;
  readonly beyond: Beyond;
  readonly unreadable: Unreadable;
  readonly leftOut?: LeftOut;
}
/**
 * The same by code; with planOnly, of those that it would settle.
 */
export interface CountsByCodeOfADiscard {
  readonly [k: string]: number;
}
export interface QuotaReport {
  /**
   * Keys that count towards limit. Both are absent when KMS does not say.
   */
  readonly used?: number;
  /**
   * How many keys the account may have in the region.
   */
  readonly limit?: number;
  /**
   * Dead letters that wait for the quota, without those of beyond.
   */
  readonly waiting: number;
  /**
   * Dead letters that did not fit into the function's memory, for whatever they wait. Absent if all did.
   */
  readonly beyond?: number;
  /**
   * Keys created in the last thirty days.
   */
  readonly madeLately: number;
  /**
   * The day on which the quota is full at that rate, such as 2027-01-31; absent if it will not be.
   */
  readonly fullOn?: string;
  readonly leftOut?: LeftOut;
}
export interface QueueAnswer {
  /**
   * The type of the event.
   */
  readonly published: string;
  readonly leftOut?: LeftOut;
}
