// Generated from events/problem.schema.json by `npm run generate`. Do not edit.

/**
 * The body of an HTTP error (RFC 9457).
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
