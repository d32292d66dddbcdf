// Generated from events/problem.schema.json by `npm run generate`. Do not edit.

/**
 * The body of an HTTP error (RFC 9457).
 */
export interface ProblemDocument {
  /**
   * Identifies the kind of problem, as the code does.
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
   * The section of the operators' runbook about the code, as a path or a URL.
   */
  readonly runbook?: string | undefined;
  /**
   * The request that the problem is about, if it is known.
   */
  readonly requestId?: string | undefined;
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
   * A JSON pointer to the place (RFC 6901). Empty for the whole request.
   */
  readonly pointer: string;
  /**
   * A sentence that says what to do.
   */
  readonly detail: string;
}
