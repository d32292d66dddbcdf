/** An HTTP request, independent of the event that it came in. */
export type HttpRequest = {
  /** In capitals. */
  readonly method: string;
  /** Without the query, and not decoded. */
  readonly path: string;
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Empty if there is no body. Bytes that were not UTF-8 are U+FFFD. */
  readonly bodyText: string;
  /** A sentence that says why the body could not be read; absent when it could. */
  readonly bodyFlaw?: string;
};

/** A response to an HTTP request. */
export type HttpResponse = {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: string;
};

export type HttpHeaders = Readonly<Record<string, string>>;

/** A response in JSON. It must not be cached, since keys can change at any time. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: HttpHeaders = {},
): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}

/**
 * The response in the form of the platform. A HEAD request gets no body.
 *
 * @see https://cloud.tencent.com/document/product/583/96099
 */
export function toPlatform(response: HttpResponse, method: string): PlatformResponse {
  const { status, headers, body } = response;
  return {
    statusCode: status,
    headers,
    body: method === 'HEAD' ? '' : body,
    isBase64Encoded: false,
  };
}

/** What a function returns to a Function URL or to the former API Gateway. */
export type PlatformResponse = {
  readonly statusCode: number;
  readonly headers: HttpHeaders;
  readonly body: string;
  readonly isBase64Encoded: false;
};
