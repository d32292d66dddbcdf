// Asks for a key with the client that openapi-generator makes. usage: typescript-fetch.js BASE_URL TOKEN
import { Configuration, KeysApi, ResponseError } from './typescript-fetch/index.ts';

const [basePath = '', accessToken = ''] = process.argv.slice(2);
const api = new KeysApi(new Configuration({ basePath, accessToken }));
const keyName = 'typescript-fetch';
const tenantId = 'acme';
const asked = await api.requestKey({
  tenantId,
  httpKeyRequest: { requestId: keyName, keyName, tags: { team: 'storage' } },
});
const read = await api.readKey({ tenantId, keyName });
const list = await api.listKeys({ tenantId });
const refused = await api
  .requestKey({ tenantId, httpKeyRequest: { requestId: keyName, keyName: 'Not A Name' } })
  .catch((error: unknown) => error);
const isMade = 'keyId' in asked && read.keyState === 'Enabled';
const isListed = list.keys.some((key) => key.keyName === keyName);
const isExplained = refused instanceof ResponseError && refused.response.status === 422;
process.stdout.write(isMade && isListed && isExplained ? 'makes a key' : 'makes no key');
