import { afterAll, beforeAll, expect, test } from 'vitest';
import { ckafkaEvent } from '../../emulator/scf/ckafka-batch.ts';
import { type DeployedCloud, deployCloud, STATUS_STORE } from './deployed-cloud.ts';

// Needs the bundles that `npm run build` makes.

let deployed: DeployedCloud;

beforeAll(async () => {
  deployed = await deployCloud({ STATUS_STORE });
});
afterAll(() => deployed.close());

const get = async (path: string) => {
  const answer = await fetch(new URL(path, deployed.functionUrl));
  // The tests compare what is in it, and the contract has its shape.
  return { status: answer.status, body: (await answer.json()) as any };
};

/** Invokes the consumer with a message, as its trigger does. */
async function consume(value: string): Promise<void> {
  const batch = [{ offset: 0, key: '', value }];
  const result = await deployed.host.invoke(
    'provision-keys',
    ckafkaEvent('key-requests', 0, batch),
  );
  if (!result.ok) throw new Error(`the consumer failed: ${JSON.stringify(result)}`);
}

// By hand: printf %s "$id" | openssl dgst -sha256 -binary | head -c 16 | base32
test.each([
  ['auth0|5f7c8ec7c33c6c004bbafe82', 'x--igveq6eh4pcfygnsisfs6a3fki'],
  ['3F2504E0-4F89-11D3-9A0C-0305E82C3301', 'x--jtrp2yjxqrudawgzrwyek3hary'],
  ['https://idp.example/users/7?a=%41&b#c', 'x--k2q6lbun5uriizspd7ki465umy'],
])('%s is a tenant by HTTP and by the queue, with one key and one list', async (id, tenantId) => {
  const path = `/v1/tenants/${encodeURIComponent(id)}`;
  const names = { tenantId, externalTenantId: id };
  const headers = { 'content-type': 'application/json', prefer: 'respond-async' };
  const body = JSON.stringify({ requestId: 'r-1', keyName: 'main' });
  const url = `${deployed.functionUrl}${path}/keys`;
  const accepted = await fetch(url, { method: 'POST', headers, body });
  expect([accepted.status, await accepted.json()]).toMatchObject([202, names]);
  const location = accepted.headers.get('location') ?? '';
  expect(location.endsWith(`${path}/requests/r-1`)).toBe(true);
  expect(await get(location)).toMatchObject({ status: 200, body: { status: 'queued', ...names } });

  await consume(JSON.stringify({ requestId: 'r-1', tenantId: id, keyName: 'main' }));
  await consume(JSON.stringify({ requestId: 'r-2', tenantId: id, keyName: 'main' }));
  expect(deployed.events().slice(-2)).toMatchObject([
    { type: 'tenant-key.provisioned', subject: `${tenantId}/main`, data: names },
    { type: 'tenant-key.provisioned', subject: `${tenantId}/main`, data: names },
  ]);
  expect(await get(location)).toMatchObject({
    ...{ status: 200, body: { status: 'provisioned', ...names } },
  });
  const list = await get(url);
  expect(list).toMatchObject({ status: 200, body: { keys: [{ ...names, keyName: 'main' }] } });
  expect(list.body.keys).toHaveLength(1);
});
