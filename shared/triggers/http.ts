import type { HttpRequest } from '../http/message.ts';
import { isJsonObject } from '../tenant-key/json.ts';
import { jsonText, ownField, type Trigger } from './trigger.ts';

/**
 * Reads the event of a Function URL. The one of the former API Gateway has the same fields and more
 * of them, such as `requestContext`; what only it has is `isBase64Encoded`, and header names as
 * the client wrote them.
 *
 * @see https://cloud.tencent.com/document/product/583/96099 (Function URL)
 * @see https://cloud.tencent.com/document/product/583/31927 (events of all triggers)
 */
export function readHttpEvent(event: unknown): Trigger | undefined {
  const method = ownField(event, 'httpMethod');
  const path = ownField(event, 'path');
  if (typeof method !== 'string' || typeof path !== 'string') return undefined;
  const request: HttpRequest = {
    method,
    path,
    query: readQuery(ownField(event, 'queryString')),
    headers: readHeaders(ownField(event, 'headers')),
    bodyText: readBody(ownField(event, 'body'), ownField(event, 'isBase64Encoded') === true),
  };
  return { kind: 'http', request };
}

/** Values come as text, as a list of texts when the name repeats, or as `true` when there is none. */
function readQuery(query: unknown): HttpRequest['query'] {
  return new Map(fieldsOf(query).map(([name, value]) => [name, textsOf(value)]));
}

/** A name may come in several spellings: none of them is passed over. */
function readHeaders(headers: unknown): HttpRequest['headers'] {
  const read = new Map<string, string>();
  for (const [spelling, value] of fieldsOf(headers)) {
    const name = spelling.toLowerCase();
    const earlier = read.has(name) ? [read.get(name)] : [];
    read.set(name, [...earlier, ...textsOf(value)].join(', '));
  }
  return read;
}

function fieldsOf(value: unknown): [string, unknown][] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

function textsOf(value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((each) => (typeof each === 'string' ? each : jsonText(each)));
}

function readBody(body: unknown, isBase64: boolean): string {
  if (body === undefined || body === null) return '';
  const text = typeof body === 'string' ? body : jsonText(body);
  return isBase64 ? Buffer.from(text, 'base64').toString('utf8') : text;
}
