import type { HttpHeaders, HttpResponse } from './http-response.ts';

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
