// Generated from events/dead-letters-command.schema.json by `npm run generate`. Do not edit.

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
 * What is wrong with the request, if its sender must correct it.
 */
export type Problems = readonly Problem[];
/**
 * In the order in which the dead letters were taken. Those that were not reached are missing.
 *
 * This interface was referenced by `DeadLettersCommand`'s JSON-Schema
 * via the `definition` "results".
 */
export type Results = readonly RedriveResult[];
/**
 * The code of the outage that ended the run, or DeadlineExceeded if there was no time at all.
 *
 * This interface was referenced by `DeadLettersCommand`'s JSON-Schema
 * via the `definition` "stoppedBy".
 */
export type StoppedBy = string;

/**
 * An operator's command for the function redrive: the event of its invocation. Each field says which commands take it. $defs/answers has the answer to each command; a refused one is answered as refused.schema.json says.
 */
export interface DeadLettersCommand {
  readonly command: 'list' | 'show' | 'plan' | 'redrive' | 'discard' | 'quota' | 'resume';
  readonly selection?: Selection;
  /**
   * For redrive: startedAt of the first answer. Dead letters that were parked since then are left out, because they have been tried.
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
   * For show: an id, or the beginning of one that matches one dead letter only, such as dl_3q2.
   */
  readonly id?: string;
  /**
   * For show: whether the answer has the text of the request. The platform logs what a function returns.
   */
  readonly text?: true;
  /**
   * For discard: complete ids.
   *
   * @minItems 1
   * @maxItems 1000
   */
  readonly ids?: readonly string[];
  /**
   * For discard: the reason, which the event contains.
   */
  readonly reason?: string;
}
/**
 * For list, plan and redrive: the dead letters that match all criteria. plan and redrive need at least one.
 */
export interface Selection {
  /**
   * Every one in these states, if there is no other criterion.
   */
  readonly all?: true;
  /**
   * parked: an operator must act. waiting: they are resumed by themselves. Without states and ids, those that are parked.
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
   * Parked for at least this number of seconds.
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
  readonly discard?: DiscardAnswer;
  readonly quota?: QuotaReport;
  readonly resume?: ResumeAnswer;
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
  /**
   * The same by code.
   */
  readonly counts: {
    readonly [k: string]: number;
  };
  /**
   * How many wait and are resumed by themselves, whatever the selection.
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
   * The same each time that the same request is parked: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly id: string;
  /**
   * waiting: it is resumed by itself. parked: an operator must act.
   */
  readonly state: 'waiting' | 'parked';
  /**
   * Identifies what happened: a row of the failure table, or the cloud's own code.
   */
  readonly code: string;
  /**
   * The stage at which the request failed.
   */
  readonly stage: 'parse' | 'create' | 'tag' | 'announce';
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
   * The section of the operators' runbook about the code, as a path or a URL.
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
   * The same each time that the same request is parked: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly id: string;
  /**
   * The key of the record in the topic: the id of the dead letter, a slash, and a digest of the delivery, or of the redrive and the records that it replaced. Left out where the key is the id.
   */
  readonly recordKey?: string;
  /**
   * waiting: it is resumed by itself. parked: an operator must act.
   */
  readonly state: 'waiting' | 'parked';
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
  readonly problems: Problems;
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
   * The position of the request in a trace (W3C Trace Context).
   */
  readonly traceparent?: string;
  readonly cut?: Cut;
  /**
   * The signature that proves that this service wrote the dead letter: the id of a key of MARKER_KEYS, a colon, and an HMAC-SHA256 in base64url. It covers every field except attempts, firstSeenAt, lastSeenAt and redrives, so a copy of the dead letter under another key has none. Redrives require it if messages must be signed.
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
   * A JSON pointer to the place (RFC 6901). Empty for the whole request.
   */
  readonly pointer: string;
  /**
   * A sentence that says what to do.
   */
  readonly detail: string;
}
/**
 * Present only if the text was too long for a dead letter, which then has only its beginning. This identifies the whole text. The message itself is still at source, as long as its topic retains it.
 */
export interface Cut {
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
   * The same each time that the same request is parked: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
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
   * The same each time that the same request is parked: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
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
  readonly keyName?: string;
}
/**
 * The command that continues with what remains; absent when nothing does.
 */
export interface NextRedrive {
  readonly command: 'redrive';
  readonly selection: Selection;
  /**
   * For redrive: startedAt of the first answer. Dead letters that were parked since then are left out, because they have been tried.
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
}
export interface DiscardAnswer {
  /**
   * The ids of the dead letters that were settled.
   *
   * Items: The same each time that the same request is parked: dl_ and 43 characters. Ids of earlier versions lack dl_; one that begins with a hyphen is not valid.
   */
  readonly discarded: readonly string[];
  readonly leftOut?: LeftOut;
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
  readonly parked: number;
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
export interface ResumeAnswer {
  readonly results: Results;
  readonly stoppedBy?: StoppedBy;
  /**
   * How many keys could be created before the run; absent when KMS does not say.
   */
  readonly headroom?: number;
  /**
   * Dead letters that still wait for the key quota.
   */
  readonly waiting: number;
  readonly leftOut?: LeftOut;
}
