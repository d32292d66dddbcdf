import type { CosObject } from '../state/cos.ts';
import { refuseCos } from './errors.ts';
import { type CosAnswer, findObject, type Operation } from './operation.ts';
import type { CosRequest } from './request.ts';

/**
 * Reads an object, or the range of it that the header `Range` names.
 *
 * @see https://www.tencentcloud.com/document/product/436/7753
 */
export const getObject: Operation = {
  name: 'GetObject',
  mutating: false,
  answer(request, steps) {
    const found = findObject(request, steps);
    return found.ok ? readObject(request, found.object) : found;
  },
};

/**
 * Reads the headers of an object. The answer has the body of GET too, which no server sends after HEAD.
 *
 * @see https://www.tencentcloud.com/document/product/436/7745
 */
export const headObject: Operation = { ...getObject, name: 'HeadObject' };

function readObject(request: CosRequest, object: CosObject): CosAnswer {
  const headers = headersOf(object);
  const condition = conditionOf(request, object);
  if (condition === 304) return { ok: true, status: 304, headers };
  if (condition === 412) return refuseCos('PreconditionFailed');
  const { content } = object;
  const range = rangeOf(request.headers.range, content.length);
  if (range === 'unsatisfiable') return refuseCos('InvalidRange');
  const chosen = { ...headers, ...responseHeaders(request) };
  if (range === undefined) return { ok: true, status: 200, headers: chosen, content };
  const { first, last } = range;
  return {
    ok: true,
    status: 206,
    headers: { ...chosen, 'content-range': `bytes ${first}-${last}/${content.length}` },
    content: content.subarray(first, last + 1),
  };
}

function headersOf({ headers, etag, crc64, changedAtMs }: CosObject) {
  return {
    ...headers,
    etag,
    'accept-ranges': 'bytes',
    'last-modified': new Date(changedAtMs).toUTCString(),
    'x-cos-hash-crc64ecma': crc64,
    'x-cos-object-type': 'normal',
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2 (order of preconditions) */
function conditionOf({ headers }: CosRequest, object: CosObject): 304 | 412 | undefined {
  const { 'if-match': match, 'if-none-match': none } = headers;
  const { 'if-modified-since': since, 'if-unmodified-since': unless } = headers;
  const changedS = Math.floor(object.changedAtMs / 1_000);
  if (match !== undefined ? !namesTag(match, object) : isBefore(unless, changedS)) return 412;
  if (none !== undefined) return namesTag(none, object) ? 304 : undefined;
  const isOlder = since !== undefined && Date.parse(since) / 1_000 >= changedS;
  return isOlder ? 304 : undefined;
}

function namesTag(list: string, { etag }: CosObject): boolean {
  const tags = list.split(',').map((tag) => tag.trim());
  return tags.some((tag) => tag === '*' || tag === etag || `"${tag}"` === etag);
}

function isBefore(date: string | undefined, timeS: number): boolean {
  return date !== undefined && Date.parse(date) / 1_000 < timeS;
}

type Range = { readonly first: number; readonly last: number };

/** The first and the last byte of a range; undefined for the whole, as for several ranges. */
function rangeOf(header: string | undefined, length: number): Range | 'unsatisfiable' | undefined {
  const [found, from, to = '', count] =
    /^bytes=(?:(\d+)-(\d*)|-(\d+))$/.exec(header?.trim() ?? '') ?? [];
  if (found === undefined) return undefined;
  const first = from === undefined ? Math.max(0, length - Number(count)) : Number(from);
  const end = to === '' ? length - 1 : Number(to);
  if (to !== '' && first > end) return undefined;
  const last = Math.min(end, length - 1);
  return first > last ? 'unsatisfiable' : { first, last };
}

const RESPONSE =
  /^response-(cache-control|content-(?:disposition|encoding|language|type)|expires)$/;

/** Headers that a request sets for its answer, such as `response-content-type`. */
function responseHeaders({ query }: CosRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(
    query.flatMap(([parameter, value]) => {
      const [, name] = RESPONSE.exec(parameter) ?? [];
      // A header cannot hold these, and the server would fail instead of answering.
      return name === undefined || /[^\t\x20-\x7e]/.test(value) ? [] : [[name, value] as const];
    }),
  );
}
