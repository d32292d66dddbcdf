/** What a request is about. Ids are as the path has them: nothing is checked yet. */
export type Route =
  | { readonly route: 'provision' | 'list'; readonly tenantId: string }
  | { readonly route: 'show'; readonly tenantId: string; readonly keyName: string }
  | { readonly route: 'health' | 'openapi' | 'not-found' }
  | { readonly route: 'method-not-allowed'; readonly allow: string };

/** What may be done at one path, by method. */
type Resource = ReadonlyMap<string, Route>;

const FIXED: ReadonlyMap<string, Resource> = new Map([
  ['/healthz', new Map<string, Route>([['GET', { route: 'health' }]])],
  ['/openapi.json', new Map<string, Route>([['GET', { route: 'openapi' }]])],
]);

const KEYS = /^\/v1\/tenants\/([^/]+)\/keys(?:\/([^/]+))?$/;

/**
 * Finds what a request is about. HEAD is like GET. A path is taken as it is written: one with a
 * slash at its end, or with an escape that is not UTF-8, is not found.
 */
export function routeOf(method: string, path: string): Route {
  const resource = FIXED.get(path) ?? keysAt(path);
  if (resource === undefined) return { route: 'not-found' };
  return resource.get(method === 'HEAD' ? 'GET' : method) ?? methodNotAllowed(resource);
}

function keysAt(path: string): Resource | undefined {
  const [, tenantSegment, keySegment] = KEYS.exec(path) ?? [];
  const tenantId = decoded(tenantSegment);
  if (tenantId === undefined) return undefined;
  if (keySegment === undefined) {
    return new Map([
      ['GET', { route: 'list', tenantId }],
      ['POST', { route: 'provision', tenantId }],
    ]);
  }
  const keyName = decoded(keySegment);
  return keyName === undefined
    ? undefined
    : new Map([['GET', { route: 'show', tenantId, keyName }]]);
}

function decoded(segment: string | undefined): string | undefined {
  try {
    return segment === undefined ? undefined : decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function methodNotAllowed(resource: Resource): Route {
  const methods = [...resource.keys()];
  const allow = methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return { route: 'method-not-allowed', allow: allow.join(', ') };
}

/** A string of Structured Fields: printable ASCII, with quotes and backslashes escaped. */
const QUOTED = /^"((?:[ !#-[\]-~]|\\["\\])*)"$/;

/**
 * The key in an `Idempotency-Key`: a quoted string, as the draft has it, or the bare text that most
 * clients send. Undefined when a quoted string is malformed.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 * @see RFC 9651, section 3.3.3 (strings)
 */
export function parseIdempotencyKey(header: string): string | undefined {
  const text = header.trim();
  if (!text.startsWith('"')) return text;
  return QUOTED.exec(text)?.[1]?.replace(/\\(.)/g, '$1');
}

/** Version, trace id, parent id and flags. What follows them is for versions after 00. */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/**
 * The `traceparent` if it is valid, written as version 00; an invalid one is ignored, as if there
 * were none.
 *
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function parseTraceparent(header: string | undefined): string | undefined {
  const [, version, traceId, parentId, flags, more] = TRACEPARENT.exec(header ?? '') ?? [];
  if (traceId === undefined || parentId === undefined) return undefined;
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  if (isZero(traceId) || isZero(parentId)) return undefined;
  return `00-${traceId}-${parentId}-${flags}`;
}

/** An id of nothing but zeros means that there is none. */
function isZero(id: string): boolean {
  return /^0+$/.test(id);
}
