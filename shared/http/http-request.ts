/** An HTTP request, whichever platform brought it. */
export type HttpRequest = {
  /** In capitals, as HTTP writes it. */
  readonly method: string;
  /** Without the query, its escapes not yet decoded. */
  readonly path: string;
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Empty when there is no body. Bytes that were not UTF-8 show as U+FFFD. */
  readonly bodyText: string;
};
