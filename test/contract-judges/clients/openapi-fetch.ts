// Asks for a key with openapi-fetch and the types of openapi-typescript. usage: openapi-fetch.js BASE_URL TOKEN
import createClient from 'openapi-fetch';
import type { paths } from './openapi-typescript.ts';

const [baseUrl = '', token = ''] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${token}` };
const { GET, POST } = createClient<paths>({ baseUrl, headers });
const keyName = 'openapi-fetch';
const asked = await POST('/v1/tenants/{tenantId}/keys', {
  params: { path: { tenantId: 'acme' } },
  body: { requestId: keyName, keyName, tags: { team: 'storage' } },
});
const read = await GET('/v1/tenants/{tenantId}/keys/{keyName}', {
  params: { path: { tenantId: 'acme', keyName } },
});
const refused = await POST('/v1/tenants/{tenantId}/keys', {
  params: { path: { tenantId: 'acme' } },
  body: { requestId: keyName, keyName: 'Not A Name' },
});
const isMade = asked.data !== undefined && 'keyId' in asked.data;
const isRead = read.data?.keyState === 'Enabled';
const isExplained = refused.error !== undefined && 'code' in refused.error;
process.stdout.write(isMade && isRead && isExplained ? 'makes a key' : 'makes no key');
