/**
 * Finds the route of a request. HEAD counts as GET. Paths match literally: one with a trailing slash, or
 * with an escape that is not UTF-8, is not found.
 */
export function routeOf(method: string, path: string): Route {
  const resource = FIXED.get(path) ?? keysAt(path) ?? plansAt(path) ?? requestAt(path);
  if (resource === undefined) return { route: 'not-found' };
  return resource.get(method === 'HEAD' ? 'GET' : method) ?? methodNotAllowed(resource);
}

/** The route of a request. Ids are decoded from the path, and not validated yet: that of a tenant is as it was sent. */
export type Route =
  | TenantRoute
  | { readonly route: 'health' | 'openapi' | 'list-all' | 'not-found' }
  | { readonly route: 'method-not-allowed'; readonly allow: string };

/** A route that concerns one tenant. */
export type TenantRoute =
  | { readonly route: 'provision' | 'plan' | 'list'; readonly tenantId: string }
  | { readonly route: 'show'; readonly tenantId: string; readonly keyName: string }
  | { readonly route: 'status'; readonly tenantId: string; readonly requestId: string };

/** The routes of one path, by method. */
type Resource = ReadonlyMap<string, Route>;

const FIXED: ReadonlyMap<string, Resource> = new Map([
  ['/healthz', new Map<string, Route>([['GET', { route: 'health' }]])],
  ['/v1/keys', new Map<string, Route>([['GET', { route: 'list-all' }]])],
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

function requestAt(path: string): Resource | undefined {
  const [, tenantId, requestId] = (REQUEST.exec(path) ?? []).map(decoded);
  if (tenantId === undefined || requestId === undefined) return undefined;
  return new Map([['GET', { route: 'status', tenantId, requestId }]]);
}

const REQUEST = /^\/v1\/tenants\/([^/]+)\/requests\/([^/]+)$/;

function plansAt(path: string): Resource | undefined {
  const tenantId = decoded(PLANS.exec(path)?.[1]);
  return tenantId === undefined ? undefined : new Map([['POST', { route: 'plan', tenantId }]]);
}

const PLANS = /^\/v1\/tenants\/([^/]+)\/plans$/;

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
