import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { Switches } from '../api/switches.ts';
import { isJsonObject, type JsonObject } from '../json/json.ts';
import { type Failure, failureJson, type InvokeResult } from './invoke-result.ts';
import type { UrlRefusal } from './url-admission.ts';

export type UrlSwitches = Pick<Switches, 'urlStatusesStandard'>;

/** A request to a function's URL, as it was received. */
type UrlRequest = {
  readonly method: string;
  /** Path and query, percent-encoded. */
  readonly target: string;
  /** Names are in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  readonly remoteAddress: string;
};

/** @see https://cloud.tencent.com/document/product/583/96099 */
export type FunctionUrlEvent = {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly httpMethod: string;
  readonly path: string;
  readonly queryString: Readonly<Record<string, QueryValue>>;
};

export type QueryValue = string | true | readonly (string | true)[];

export type UrlResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string;
};

/**
 * The event that a function gets for a request to its URL.
 *
 * These are unverified on the platform: the path stays percent-encoded, a request without a body
 * has an empty one, a repeated key of the query becomes an array, and a key without `=` is `true`.
 */
export function functionUrlEvent(request: UrlRequest): FunctionUrlEvent {
  const { method, target, headers, body, remoteAddress } = request;
  const [path = '/', ...query] = target.split('?');
  const present = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(', ')] as const],
  );
  return {
    body,
    headers: { ...Object.fromEntries(present), 'x-scf-remote-addr': remoteAddress },
    httpMethod: method,
    path,
    queryString: parseQuery(query.join('?')),
  };
}

/**
 * The response to a caller of a function's URL.
 *
 * A result with a `statusCode` is the response; any other is the body of a 200, as documented. The
 * status of a failed invocation is the platform's code for it, or one of the standard: see the switch
 * `urlStatusesStandard`.
 *
 * @see https://cloud.tencent.com/document/product/583/51585 (432 is returned to the caller)
 */
export function functionUrlResponse(result: InvokeResult, switches: UrlSwitches): UrlResponse {
  if (!result.ok) return failureResponse(result, switches);
  if (!hasStatusCode(result.value)) return json(200, result.value);
  return integratedResponse(result.value) ?? malformedResponse(result.requestId);
}

/** The response to a caller without access to the function, in the format of other failures. */
export function urlRefusal({ status, errorMessage }: UrlRefusal, requestId: string): UrlResponse {
  return json(status, { errorCode: -1, errorMessage, requestId, statusCode: status });
}

function parseQuery(query: string): Readonly<Record<string, QueryValue>> {
  const values = new Map<string, QueryValue>();
  for (const pair of query.split('&').filter((text) => text !== '')) {
    const [name = '', ...rest] = pair.split('=');
    const value = rest.length === 0 || decode(rest.join('='));
    const earlier = values.get(decode(name));
    values.set(decode(name), earlier === undefined ? value : [earlier, value].flat());
  }
  return Object.fromEntries(values);
}

/** Decodes like a form; bytes that are not UTF-8 become replacement characters. */
function decode(text: string): string {
  return new URLSearchParams(`_=${text}`).get('_') ?? '';
}

function failureResponse(
  result: InvokeResult & Failure,
  { urlStatusesStandard }: UrlSwitches,
): UrlResponse {
  const status = urlStatusesStandard ? (STANDARD.get(result.code) ?? 500) : result.code;
  return json(status, failureJson(result));
}

/** The statuses of RFC 9110 that are closest; 500 for any other code. */
const STANDARD: ReadonlyMap<number, number> = new Map([
  [406, 413],
  [432, 429],
  [433, 504],
  [435, 404],
]);

function json(status: number, body: unknown): UrlResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function hasStatusCode(value: unknown): value is JsonObject {
  return isJsonObject(value) && Object.hasOwn(value, 'statusCode');
}

/** The response that a function describes; undefined when it cannot be sent. */
function integratedResponse(value: JsonObject): UrlResponse | undefined {
  const { statusCode, headers = {}, body = '' } = value;
  if (!Number.isInteger(statusCode) || typeof body !== 'string') return undefined;
  const status = Number(statusCode);
  if (status < 200 || status > 599 || !areHeaders(headers)) return undefined;
  return { status, headers: withoutFraming(headers), body };
}

/** The server that sends the response chooses its framing. */
function withoutFraming(headers: UrlResponse['headers']): UrlResponse['headers'] {
  const passed = Object.entries(headers).filter(([name]) => !FRAMING.has(name.toLowerCase()));
  return Object.fromEntries(passed);
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const FRAMING: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function areHeaders(value: unknown): value is UrlResponse['headers'] {
  if (!isJsonObject(value)) return false;
  try {
    for (const [name, content] of Object.entries(value)) {
      validateHeaderName(name);
      for (const line of [content].flat()) {
        if (typeof line !== 'string') return false;
        validateHeaderValue(name, line);
      }
    }
    return true;
  } catch {
    return false;
  }
}

/** Unverified, as API Gateway answered. A strict check shows a mistake before the cloud does. */
function malformedResponse(requestId: string): UrlResponse {
  const errorMessage =
    'Invalid scf response format: statusCode is to be 200 to 599, headers an object of strings, body a string';
  return json(502, { errorCode: 403, errorMessage, requestId, statusCode: 403 });
}
