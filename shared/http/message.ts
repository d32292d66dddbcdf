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

/** An answer in JSON. Nothing may keep it: what it says of a key can change at any time. */
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

/** What a function returns to a Function URL or to the former API Gateway. */
export type PlatformResponse = {
  readonly statusCode: number;
  readonly headers: HttpHeaders;
  readonly body: string;
  readonly isBase64Encoded: false;
};

/**
 * The answer as the platform takes it; without its body when the request was a HEAD.
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

/** An answer to an HTTP request. */
export type HttpResponse = {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: string;
};

export type HttpHeaders = Readonly<Record<string, string>>;
