import { describe, expect, test } from 'vitest';
import { type Route, routeOf } from '../../shared/http/route.ts';

const NOT_FOUND: Route = { route: 'not-found' };
const onlyAllowed = (allow: string): Route => ({ route: 'method-not-allowed', allow });

describe('a request is routed', () => {
  test.each<[string, string, Route]>([
    ['POST', '/v1/tenants/acme/keys', { route: 'provision', tenantId: 'acme' }],
    ['GET', '/v1/tenants/acme/keys', { route: 'list', tenantId: 'acme' }],
    ['HEAD', '/v1/tenants/acme/keys', { route: 'list', tenantId: 'acme' }],
    ['GET', '/v1/tenants/acme/keys/orders', { route: 'show', tenantId: 'acme', keyName: 'orders' }],
    [
      'HEAD',
      '/v1/tenants/acme/keys/orders',
      { route: 'show', tenantId: 'acme', keyName: 'orders' },
    ],
    ['POST', '/v1/tenants/acme/plans', { route: 'plan', tenantId: 'acme' }],
    ['GET', '/healthz', { route: 'health' }],
    ['GET', '/openapi.json', { route: 'openapi' }],

    // Ids are decoded once, after the path is split. They are validated later.
    ['POST', '/v1/tenants/A%20b%2Fc/keys', { route: 'provision', tenantId: 'A b/c' }],
    ['POST', '/v1/tenants/%2541/keys', { route: 'provision', tenantId: '%41' }],
    ['GET', '/v1/tenants/%E5%80%BC/keys', { route: 'list', tenantId: '值' }],
    ['GET', '/v1/tenants/../keys', { route: 'list', tenantId: '..' }],
    ['GET', '/v1/tenants/a/keys/%2e%2e', { route: 'show', tenantId: 'a', keyName: '..' }],
    ['GET', '/v1/tenants/%/keys', NOT_FOUND],
    ['GET', '/v1/tenants/%FF/keys', NOT_FOUND],
    ['GET', '/v1/tenants/acme/keys/%zz', NOT_FOUND],

    ['OPTIONS', '/v1/tenants/acme/keys', onlyAllowed('GET, HEAD, POST')],
    ['DELETE', '/v1/tenants/acme/keys/orders', onlyAllowed('GET, HEAD')],
    ['GET', '/v1/tenants/acme/plans', onlyAllowed('POST')],
    ['HEAD', '/v1/tenants/acme/plans', onlyAllowed('POST')],
    ['POST', '/healthz', onlyAllowed('GET, HEAD')],
    ['post', '/v1/tenants/acme/keys', onlyAllowed('GET, HEAD, POST')],
    ['constructor', '/openapi.json', onlyAllowed('GET, HEAD')],

    ['GET', '', NOT_FOUND],
    ['GET', '/', NOT_FOUND],
    ['GET', '/v1/tenants/acme/keys/', NOT_FOUND],
    ['POST', '/v1/tenants/acme/plans/', NOT_FOUND],
    ['POST', '/v1/tenants/acme/plans/main', NOT_FOUND],
    ['POST', '/v1/tenants/%zz/plans', NOT_FOUND],
    ['GET', '/v1/tenants//keys', NOT_FOUND],
    ['GET', '/v1/tenants/acme/keys/orders/more', NOT_FOUND],
    ['GET', '/V1/tenants/acme/keys', NOT_FOUND],
    ['GET', 'x/v1/tenants/acme/keys', NOT_FOUND],
    ['GET', '/healthz/', NOT_FOUND],
    ['GET', '/__proto__', NOT_FOUND],
  ])('%s %s', (method, path, expected) => {
    expect(routeOf(method, path)).toEqual(expected);
  });
});
