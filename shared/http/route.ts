/**
 * Finds the route of a request. HEAD counts as GET. Paths match literally: one with a trailing slash, or
 * with an escape that is not UTF-8, is not found.
 */
export function routeOf(method: string, path: string): Route {
  const resource = FIXED.get(path) ?? keysAt(path);
  if (resource === undefined) return { route: 'not-found' };
  return resource.get(method === 'HEAD' ? 'GET' : method) ?? methodNotAllowed(resource);
}

/** The route of a request. Ids are as in the path, and not validated yet. */
export type Route =
  | { readonly route: 'provision' | 'list'; readonly tenantId: string }
  | { readonly route: 'show'; readonly tenantId: string; readonly keyName: string }
  | { readonly route: 'health' | 'openapi' | 'not-found' }
  | { readonly route: 'method-not-allowed'; readonly allow: string };

/** The routes of one path, by method. */
type Resource = ReadonlyMap<string, Route>;

const FIXED: ReadonlyMap<string, Resource> = new Map([
  ['/healthz', new Map<string, Route>([['GET', { route: 'health' }]])],
  ['/openapi.json', new Map<string, Route>([['GET', { route: 'openapi' }]])],
]);

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

const KEYS = /^\/v1\/tenants\/([^/]+)\/keys(?:\/([^/]+))?$/;

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
