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
