/** One thing that is wrong with a request. */
export type Problem = {
  /** A JSON pointer to the place, such as `/tags/project`; `` is the whole. @see RFC 6901 */
  readonly pointer: string;
  /** A sentence that says what to do. */
  readonly detail: string;
};
